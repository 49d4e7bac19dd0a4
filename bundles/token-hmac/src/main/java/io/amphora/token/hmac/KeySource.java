package io.amphora.token.hmac;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gathers the keys that the settings name: of the environment, of the key file, of the files that only verify. */
final class KeySource {

    private final UnaryOperator<@Nullable String> environment;
    private final SecureRandom random;
    private final Clock clock;

    KeySource(UnaryOperator<@Nullable String> environment, SecureRandom random, Clock clock) {
        this.environment = environment;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Reads all keys.
     *
     * @param makeMissing whether to make the key file if there is none and nothing else signs
     * @throws IOException if the key that signs cannot be read or made
     * @throws IllegalArgumentException if what signs is not a key
     */
    Loaded load(HmacSettings settings, boolean makeMissing) throws IOException {
        List<String> warnings = new ArrayList<>();
        KeyText given = fromEnvironment(settings);
        KeyFile file = new KeyFile(settings.keyFile());
        if (given.keys().isEmpty() && makeMissing && !file.exists()) {
            file.make(random, clock.instant());
        }
        List<TokenKey> keys = new ArrayList<>(given.keys());
        boolean selfMade = false;
        if (keys.isEmpty() || file.exists()) {
            KeyText text = read(file, warnings);
            selfMade = keys.isEmpty() && text.selfMade();
            keys.addAll(text.keys());
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no key");
        }
        settings.verifyKeyFiles().forEach(path -> addVerifying(path, keys, warnings));
        return new Loaded(new KeyRing(keys, selfMade), warnings);
    }

    private KeyText fromEnvironment(HmacSettings settings) {
        String name = settings.keyEnvironment().orElse("");
        String lines = name.isEmpty() ? null : environment.apply(name);
        return KeyText.parse(
                "environment variable " + name,
                lines == null ? List.of() : lines.lines().toList());
    }

    /** A file that only verifies is not worth refusing uploads: what its keys signed is refused as signed by no key. */
    private static void addVerifying(Path path, List<TokenKey> keys, List<String> warnings) {
        try {
            keys.addAll(read(new KeyFile(path), warnings).keys());
        } catch (IOException | IllegalArgumentException e) {
            warnings.add(reason(e));
        }
    }

    private static KeyText read(KeyFile file, List<String> warnings) throws IOException {
        KeyText text = file.read();
        if (file.isOpenToOthers()) {
            warnings.add(file + " is open to other users of this machine: chmod 600 it, and change the key");
        }
        return text;
    }

    /** What went wrong, for an administrator. */
    static String reason(Exception fault) {
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        return fault instanceof IOException ? fault.toString() : String.valueOf(fault.getMessage());
    }

    /**
     * What was read.
     *
     * @param warnings what is risky about it
     */
    record Loaded(KeyRing ring, List<String> warnings) {

        Loaded {
            warnings = List.copyOf(warnings);
        }
    }
}
