package io.amphora.registry.core.manifest;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The faults of one manifest, collected so that all are reported at once. Of faults in its form, the first hundred. */
final class Faults {

    private static final int MOST_INVALID = 100;
    private static final int LONGEST = 200;

    private final List<RegistryError> errors = new ArrayList<>();
    private int invalid;

    /** Notes a fault in the form: where, and what is wrong there. Both are cut if a client made them long. */
    void invalid(String where, String what) {
        invalid++;
        if (invalid <= MOST_INVALID) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("where", where.isEmpty() ? "document" : cut(where));
            detail.put("what", cut(what));
            errors.add(new RegistryError(ErrorCode.MANIFEST_INVALID, detail));
        }
    }

    /** Notes a fault of another kind. */
    void add(RegistryError error) {
        errors.add(error);
    }

    /** How many faults there are in the form. */
    int invalid() {
        return invalid;
    }

    /** Fails with all that was noted, if anything was. */
    void raise() throws RegistryException {
        if (!errors.isEmpty()) {
            throw exception();
        }
    }

    /** All that was noted; there must be something. */
    RegistryException exception() {
        return new RegistryException(errors);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
