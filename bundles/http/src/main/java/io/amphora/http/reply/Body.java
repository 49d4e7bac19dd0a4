package io.amphora.http.reply;

import io.amphora.registry.Layer;
import java.nio.ByteBuffer;

/** What follows the headers of an answer. */
public sealed interface Body {

    /** Nothing, and no length: 204 and 304. */
    record None() implements Body {}

    /**
     * Nothing, but the length is said: of no content, or of what a GET would bring.
     *
     * @param length in bytes
     */
    record Announced(long length) implements Body {}

    /**
     * Bytes at hand.
     *
     * @param content from its position to its limit
     * @param release called once when they were sent, or will not be
     */
    record Bytes(ByteBuffer content, Runnable release) implements Body {

        /** Bytes that hold nothing. */
        public Bytes(ByteBuffer content) {
            this(content, () -> {});
        }
    }

    /**
     * Bytes of a layer, read as they are sent; whoever sends them closes it.
     *
     * @param layer positioned at the first byte
     * @param length how many bytes, all of which it has
     */
    record Stream(Layer layer, long length) implements Body {}
}
