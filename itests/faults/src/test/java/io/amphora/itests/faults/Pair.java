package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Two processes of the distribution over one directory, with one token key. */
final class Pair implements AutoCloseable {

    private final Registry first;
    private final Registry second;

    private Pair(Registry first, Registry second) {
        this.first = first;
        this.second = second;
    }

    static Pair in(Path folder) throws IOException {
        Path store = folder.resolve("store");
        Path key = folder.resolve("token.key");
        Map<String, String> settings = Map.of("io.amphora.token.hmac/keyFile", key.toString());
        Registry first = Registry.configured(folder.resolve("first"), store, settings);
        try {
            if (!Files.exists(key)) {
                throw new AssertionError("the first process made no " + key);
            }
            return new Pair(first, Registry.configured(folder.resolve("second"), store, settings));
        } catch (IOException | RuntimeException | AssertionError e) {
            first.close();
            throw e;
        }
    }

    Registry first() {
        return first;
    }

    Registry second() {
        return second;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
