package io.amphora.itests.swap;

/** A request was cut while one of the registry's services was replaced, and had lasted long enough for that. */
final class CutException extends Exception {

    private static final long serialVersionUID = 1L;

    CutException(Throwable cause) {
        super(cause);
    }
}
