package io.amphora.launcher;

/** Amphora could not be started; the message is a sentence for the person who tried. */
public final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
