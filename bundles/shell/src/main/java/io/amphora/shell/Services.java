package io.amphora.shell;

import org.jspecify.annotations.Nullable;

/** Services that may be away. */
final class Services {

    private Services() {}

    /**
     * A service, or a sentence for who called.
     *
     * @throws IllegalStateException if it is away
     */
    static <T> T present(@Nullable T service, String what) {
        if (service == null) {
            throw new IllegalStateException(what + " is not there: see bundle:list and oci:status");
        }
        return service;
    }
}
