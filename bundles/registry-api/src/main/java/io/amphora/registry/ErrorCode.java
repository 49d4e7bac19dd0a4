package io.amphora.registry;

/**
 * The one table of faults: the codes of the distribution specification, each with its HTTP status and what it says to a
 * person. Which case is which code: the specification's section "Error codes".
 */
public enum ErrorCode {
    /** The repository holds no such blob. */
    BLOB_UNKNOWN(404, "blob unknown to the repository"),
    /** An upload cannot go on as asked: wrong offset, out of order, busy. */
    BLOB_UPLOAD_INVALID(416, "upload cannot go on there"),
    /** No such upload: ended, expired, foreign or forged. */
    BLOB_UPLOAD_UNKNOWN(404, "upload unknown"),
    /** A digest is malformed, unsupported, or not that of the content. */
    DIGEST_INVALID(400, "digest invalid, or not that of the content"),
    /** A manifest names content that the repository does not hold. */
    MANIFEST_BLOB_UNKNOWN(400, "manifest names content that the repository does not hold"),
    /** A manifest that cannot be taken. */
    MANIFEST_INVALID(400, "manifest invalid"),
    /** A manifest that is larger than the limit. */
    MANIFEST_TOO_LARGE(413, "MANIFEST_INVALID", "manifest too large"),
    /** A manifest in a content coding; its bytes would not be what its digest names. */
    MANIFEST_ENCODED(415, "UNSUPPORTED", "content coding not supported"),
    /** A manifest whose signatures are missing or wrong; of signed formats only. */
    MANIFEST_UNVERIFIED(400, "manifest signatures missing or wrong"),
    /** A manifest that names another tag than it is pushed to; of signed formats only. */
    TAG_INVALID(400, "manifest names another tag"),
    /** The repository holds no such manifest. */
    MANIFEST_UNKNOWN(404, "manifest unknown to the repository"),
    /** A repository name breaks the grammar. */
    NAME_INVALID(400, "repository name invalid"),
    /** No such repository. */
    NAME_UNKNOWN(404, "repository unknown"),
    /** A length that differs from what was announced. */
    SIZE_INVALID(400, "length differs from what was announced"),
    /** Content larger than the registry takes. */
    BLOB_TOO_LARGE(413, "SIZE_INVALID", "content too large"),
    /** A login is needed. */
    UNAUTHORIZED(401, "authentication required"),
    /** Not allowed. */
    DENIED(403, "access denied"),
    /** The method is not one of this address, or is switched off. */
    UNSUPPORTED(405, "operation not supported"),
    /** A parameter that the registry does not take. */
    PARAMETER_UNSUPPORTED(400, "UNSUPPORTED", "parameter not supported"),
    /** No such address. */
    ROUTE_UNKNOWN(404, "NAME_UNKNOWN", "no such address"),
    /** Too many requests. */
    TOOMANYREQUESTS(429, "too many requests"),
    /** The store has no room left. */
    STORAGE_FULL(507, "UNAVAILABLE", "no space left on storage"),
    /** Not ready: try again later. */
    UNAVAILABLE(503, "registry not ready, try again"),
    /** A fault of ours; the log says more. */
    UNKNOWN(500, "internal error");

    private final int status;
    private final String wireCode;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.wireCode = name();
        this.message = message;
    }

    ErrorCode(int status, String wireCode, String message) {
        this.status = status;
        this.wireCode = wireCode;
        this.message = message;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What stands in the member {@code code} of an answer. */
    public String wireCode() {
        return wireCode;
    }

    /** What it says to a person, without particulars. */
    public String message() {
        return message;
    }
}
