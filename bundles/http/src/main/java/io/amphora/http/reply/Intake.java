package io.amphora.http.reply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a request's body, piece by piece, and then replies. Used by one thread at a time. */
public non-sealed interface Intake extends Answer, Closeable {

    /** Takes the next bytes, all of them. */
    void take(ByteBuffer piece) throws IOException;

    /** Called once after the whole body was taken. */
    Reply finish() throws IOException;

    /** Called last, in any case: releases what it holds. */
    @Override
    void close() throws IOException;
}
