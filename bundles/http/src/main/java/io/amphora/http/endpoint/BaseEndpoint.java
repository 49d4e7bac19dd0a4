package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.reply.JsonReply;

/** "Determining support": a registry of this API answers 200. */
final class BaseEndpoint {

    Answer answer() {
        return JsonReply.empty();
    }
}
