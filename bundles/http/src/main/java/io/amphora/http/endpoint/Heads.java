package io.amphora.http.endpoint;

import io.amphora.http.reply.Body;
import io.amphora.http.reply.Reply;

/** Answers to HEAD: those to GET, length included, without the bytes. */
final class Heads {

    private Heads() {}

    static Reply of(Call call, Reply reply) {
        return call.isHead() && reply.body() instanceof Body.Bytes bytes
                ? reply.with(new Body.Announced(bytes.content().remaining()))
                : reply;
    }
}
