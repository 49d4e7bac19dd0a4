package io.amphora.registry.core.upload;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The faults of uploads, with what their callers may know. */
final class UploadFaults {

    private UploadFaults() {}

    /** There is no such upload for this caller. */
    static RegistryException unknown(String reason) {
        return new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", reason);
    }

    /** The upload ended: finished, cancelled or expired. */
    static RegistryException ended() {
        return unknown("ended");
    }

    /** The upload does not go on there, or another request has it. */
    static RegistryError conflict() {
        return RegistryError.of(
                ErrorCode.BLOB_UPLOAD_INVALID, "reason", "it goes on elsewhere, or another request runs");
    }

    /** A request that another one of the same upload took over. */
    static RegistryException overtaken() {
        return new RegistryException(ErrorCode.BLOB_UPLOAD_INVALID, "reason", "another request took over");
    }

    /** Too many requests at the beginning of the upload were aborted, and left bytes. */
    static RegistryException tooManyAborted(int limit) {
        return new RegistryException(
                ErrorCode.BLOB_UPLOAD_INVALID,
                "reason",
                limit + " first requests were aborted: go on where the upload's status says, or begin another one");
    }

    /** The content is not what the digest names. */
    static RegistryException mismatch(Digest expected, String computed) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("expected", expected.toString());
        detail.put("computed", computed);
        return new RegistryException(List.of(new RegistryError(ErrorCode.DIGEST_INVALID, detail)));
    }

    /** Refuses digests of other algorithms than SHA-256: nothing else is computed beside the upload. */
    static void checkAlgorithm(Digest digest) throws RegistryException {
        if (!digest.isSha256()) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("algorithm", digest.algorithm());
            detail.put("reason", "uploads are verified with " + Digest.SHA256 + " only");
            throw new RegistryException(List.of(new RegistryError(ErrorCode.DIGEST_INVALID, detail)));
        }
    }
}
