package io.amphora.itests.faults;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the body of a request. */
@FunctionalInterface
interface Body {

    void writeTo(OutputStream out) throws IOException;
}
