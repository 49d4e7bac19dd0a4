package io.amphora.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One fault.
 *
 * @param code which
 * @param detail what exactly, in fields that a program can read: text, numbers, booleans, and lists and maps of those, in
 *     order; nothing that the caller may not see
 */
public record RegistryError(ErrorCode code, Map<String, Object> detail) {

    /** Keeps a copy of the detail, in its order. */
    public RegistryError {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** A fault with one field of detail. */
    public static RegistryError of(ErrorCode code, String field, Object value) {
        return new RegistryError(code, Map.of(field, value));
    }
}
