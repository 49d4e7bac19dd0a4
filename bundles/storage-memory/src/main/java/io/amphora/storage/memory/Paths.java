package io.amphora.storage.memory;

import io.amphora.storage.StoragePath;

/** Which paths a method takes. */
final class Paths {

    private Paths() {}

    static void check(StoragePath path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the root is no content");
        }
    }
}
