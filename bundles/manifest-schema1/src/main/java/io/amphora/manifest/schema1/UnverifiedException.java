package io.amphora.manifest.schema1;

/** A signature, or the form in which it came, proves nothing; the message says why, for the client. */
final class UnverifiedException extends Exception {

    private static final long serialVersionUID = 1L;

    UnverifiedException(String reason) {
        super(reason);
    }

    UnverifiedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
