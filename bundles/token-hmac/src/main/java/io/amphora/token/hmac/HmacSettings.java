package io.amphora.token.hmac;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings in force.
 *
 * @param keyFile whose first key signs
 * @param verifyKeyFiles whose keys only verify
 * @param keyEnvironment the name of the environment variable that holds keys, if there is one
 * @param life how long a token holds
 */
record HmacSettings(Path keyFile, List<Path> verifyKeyFiles, Optional<String> keyEnvironment, Duration life) {

    private static final int MOST_HOURS = 8760;

    HmacSettings {
        verifyKeyFiles = List.copyOf(verifyKeyFiles);
    }

    static HmacSettings of(HmacConfiguration configuration) {
        int hours = configuration.lifeHours();
        if (hours < 1 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("lifeHours: " + hours + " is not within 1 and " + MOST_HOURS);
        }
        return new HmacSettings(
                path("keyFile", configuration.keyFile()),
                Stream.of(configuration.verifyKeyFiles())
                        .filter(text -> !text.isBlank())
                        .map(text -> path("verifyKeyFiles", text))
                        .toList(),
                Optional.of(configuration.keyEnvironment().strip()).filter(name -> !name.isEmpty()),
                Duration.ofHours(hours));
    }

    private static Path path(String key, String text) {
        try {
            Path path = Path.of(text.strip());
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + ": not a path: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(key + ": '" + text.strip() + "' is not an absolute path");
    }
}
