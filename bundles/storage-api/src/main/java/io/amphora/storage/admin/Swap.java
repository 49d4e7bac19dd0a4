package io.amphora.storage.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * What a change of the active driver did.
 *
 * @param from the name of the driver that was active, if one was
 * @param to the name of the one that is active now
 * @param took from the request to the first lease on the new one
 * @param left how many uses of the old one were open then; they end there
 * @param saved whether the choice was written to configuration, and so holds after a restart
 */
public record Swap(Optional<String> from, String to, Duration took, int left, boolean saved) {}
