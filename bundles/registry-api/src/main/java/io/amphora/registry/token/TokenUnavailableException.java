package io.amphora.registry.token;

/** Tokens cannot be made or checked at the moment; the message says why, for an administrator. */
public final class TokenUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** None now, because of {@code reason}. */
    public TokenUnavailableException(String reason) {
        super(reason);
    }
}
