package io.amphora.registry.token;

/** A token that does not hold. */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Refused for {@code reason}. */
    public TokenRefusedException(Reason reason) {
        super("upload token refused: " + reason);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Why a token is refused. */
    public enum Reason {
        /** Not a token at all, or not of a provider that is here. */
        MALFORMED,
        /** Not signed by the key that it names. */
        FORGED,
        /** Signed by a key that is gone. */
        KEY_UNKNOWN,
        /** Too old. */
        EXPIRED,
        /** For another store. */
        STORE,
        /** For another repository. */
        REPOSITORY,
        /** For another upload. */
        UPLOAD,
        /** For another caller. */
        PRINCIPAL
    }
}
