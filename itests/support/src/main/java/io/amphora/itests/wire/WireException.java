package io.amphora.itests.wire;

import java.io.IOException;
import java.io.Serial;

/** An answer that is not HTTP/1.1, or none where one should have come. */
public final class WireException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** With what was wrong. */
    public WireException(String message) {
        super(message);
    }
}
