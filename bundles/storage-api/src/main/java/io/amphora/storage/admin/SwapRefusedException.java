package io.amphora.storage.admin;

/** A driver is not made active; what was active still is. The message says why, for an administrator. */
public final class SwapRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Refused, because of {@code reason}. */
    public SwapRefusedException(String reason) {
        super(reason);
    }
}
