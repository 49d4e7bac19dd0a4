package io.amphora.storage.switching;

import io.amphora.storage.FreeSpace;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks drivers how much room they have, each on a thread of its own and not again before it has answered: one that hangs
 * keeps nobody waiting for more than a moment, and what it said last stays.
 */
final class Room {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Map<Candidate, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();
    private final Executor threads;

    Room(Executor threads) {
        this.threads = threads;
    }

    /** Asks all that are there, and waits a moment for their answers, which the candidates then know. */
    void ask(Collection<Candidate> candidates) {
        CompletableFuture<?>[] answers = candidates.stream()
                .filter(candidate -> !candidate.isGone() && candidate.driver() instanceof FreeSpace)
                .map(this::ask)
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(answers).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException lastKnownStays) {
            return;
        }
    }

    private CompletableFuture<Void> ask(Candidate candidate) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Void> before = asked.putIfAbsent(candidate, answer);
        if (before != null) {
            return before;
        }
        try {
            threads.execute(() -> answer(candidate, answer));
        } catch (RejectedExecutionException tooManyHang) {
            asked.remove(candidate);
            answer.complete(null);
        }
        return answer;
    }

    private void answer(Candidate candidate, CompletableFuture<Void> answer) {
        try {
            candidate.freeBytes(OptionalLong.of(((FreeSpace) candidate.driver()).freeBytes()));
        } catch (Throwable unknown) {
            // A driver may throw anything.
            candidate.freeBytes(OptionalLong.empty());
        } finally {
            asked.remove(candidate);
            answer.complete(null);
        }
    }
}
