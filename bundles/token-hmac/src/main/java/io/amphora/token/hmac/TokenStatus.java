package io.amphora.token.hmac;

import io.amphora.registry.status.StatusLine;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Tells an administrator how the keys stand, by their names and fingerprints. */
record TokenStatus(WatchedKeys.State state, Instant now) {

    List<StatusLine> lines() {
        List<StatusLine> lines = new ArrayList<>();
        state.ring().ifPresent(ring -> addKeys(ring, lines));
        state.settings()
                .ifPresent(settings ->
                        lines.add(StatusLine.info("token life", settings.life().toHours() + " h")));
        state.warnings().forEach(warning -> lines.add(StatusLine.warning("key file", warning)));
        state.problem().ifPresent(problem -> lines.add(StatusLine.warning("keys", problem)));
        return List.copyOf(lines);
    }

    private void addKeys(KeyRing ring, List<StatusLine> lines) {
        lines.add(StatusLine.info("signing key", ring.signing().toString()));
        lines.add(StatusLine.info(
                "signing key is", ring.selfMade() ? "made by this node, not for a shared store" : "configured"));
        if (state.stamps().get(0).modified() instanceof FileTime modified) {
            Instant changed = modified.toInstant().truncatedTo(ChronoUnit.SECONDS);
            long days = Math.max(0, Duration.between(changed, now).toDays());
            lines.add(StatusLine.info("key file changed", changed + ", " + days + " days ago"));
        }
        if (ring.keys().size() > 1) {
            String names = String.join(
                    ", ", ring.keys().stream().skip(1).map(TokenKey::toString).toList());
            lines.add(StatusLine.info("verifying keys", names));
        }
    }
}
