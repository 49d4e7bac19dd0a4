package io.amphora.http.reply;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A status with headers and a body; without one its length is said to be 0. Immutable.
 *
 * @param status the HTTP status
 * @param headers in the order in which they were added
 * @param body what follows
 */
public record Reply(int status, Map<String, String> headers, Body body) implements Answer {

    /** Keeps a copy of the headers. */
    public Reply {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A reply without content. */
    public static Reply of(int status) {
        boolean lengthless = status == 204 || status == 304;
        return new Reply(status, Map.of(), lengthless ? new Body.None() : new Body.Announced(0));
    }

    /** The same with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    /** The same with a body. */
    public Reply with(Body other) {
        return new Reply(status, headers, other);
    }

    /** The same with content of a type. */
    public Reply with(String mediaType, ByteBuffer content) {
        return with("Content-Type", mediaType).with(new Body.Bytes(content));
    }
}
