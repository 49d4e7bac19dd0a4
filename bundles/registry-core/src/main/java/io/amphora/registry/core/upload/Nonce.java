package io.amphora.registry.core.upload;

import java.util.UUID;

/** Names that nobody has had before. */
final class Nonce {

    private Nonce() {}

    /** 32 lower-case hex digits. */
    static String next() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
