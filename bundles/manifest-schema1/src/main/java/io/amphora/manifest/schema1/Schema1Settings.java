package io.amphora.manifest.schema1;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is taken.
 *
 * @param enabled whether anything is
 * @param checkNameAndTag whether name and tag must be those of the push
 * @param trustedKeys the keys of which one must have signed; empty if any may
 */
record Schema1Settings(boolean enabled, boolean checkNameAndTag, Set<String> trustedKeys) {

    Schema1Settings {
        trustedKeys = Set.copyOf(trustedKeys);
    }

    /**
     * The settings of a configuration.
     *
     * @throws IllegalArgumentException if a key id is none
     */
    static Schema1Settings of(Schema1Configuration configuration) {
        // A file gives a list as one text.
        Set<String> keys = Arrays.stream(configuration.trustedKeys())
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toSet());
        keys.stream().filter(key -> !KeyId.isOne(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("trustedKeys: not the id of a key: " + key);
        });
        return new Schema1Settings(configuration.enabled(), configuration.checkNameAndTag(), keys);
    }
}
