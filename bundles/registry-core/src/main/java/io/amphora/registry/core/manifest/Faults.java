package io.amphora.registry.core.manifest;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.manifest.ManifestFaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The faults of one manifest, collected so that all are reported at once. Of faults in its form, the first hundred. */
final class Faults implements ManifestFaults {

    private static final int MOST_INVALID = 100;
    private static final int LONGEST = 200;

    private final List<RegistryError> errors = new ArrayList<>();
    private int invalid;
    private int others;

    @Override
    public void invalid(String where, String what) {
        invalid++;
        if (invalid <= MOST_INVALID) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("where", where.isEmpty() ? "document" : cut(where));
            detail.put("what", cut(what));
            errors.add(new RegistryError(ErrorCode.MANIFEST_INVALID, detail));
        }
    }

    @Override
    public void add(RegistryError error) {
        others++;
        errors.add(error);
    }

    @Override
    public int count() {
        return invalid + others;
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
