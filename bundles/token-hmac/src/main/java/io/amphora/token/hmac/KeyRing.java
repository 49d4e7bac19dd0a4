package io.amphora.token.hmac;

import java.util.List;
import java.util.Optional;

/**
 * The keys in force.
 *
 * @param keys all of them, which verify; the first one signs
 * @param selfMade whether this node made the one that signs
 */
record KeyRing(List<TokenKey> keys, boolean selfMade) {

    KeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
    }

    TokenKey signing() {
        return keys.get(0);
    }

    Optional<TokenKey> find(String fingerprint) {
        return keys.stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }
}
