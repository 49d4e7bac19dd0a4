package io.amphora.itests.faults;

import java.io.IOException;

/** The client itself left its request; the connection is reset. */
final class AbandonedException extends IOException {

    private static final long serialVersionUID = 1;

    AbandonedException(long bytes) {
        super("left after " + bytes + " bytes");
    }
}
