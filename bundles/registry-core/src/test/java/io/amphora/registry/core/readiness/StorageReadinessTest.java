package io.amphora.registry.core.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class StorageReadinessTest {

    private final HeapStorage storage = new HeapStorage();
    private final StorageReadiness readiness = new StorageReadiness(new LeasedStorage(storage));

    @Test
    void isReadyAtOnceWhereThereIsADriver() {
        assertThat(readiness.whenReady().toCompletableFuture()).isCompleted();
    }

    @Test
    void waitsForTheDriver() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        storage.gate(gate);
        CompletableFuture<Void> ready = readiness.whenReady().toCompletableFuture();
        assertThat(ready).isNotDone();

        gate.complete(null);

        assertThat(ready).isCompleted();
    }

    @Test
    void isUnavailableWhenTheGateGivesUp() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        storage.gate(gate.thenApply(nothing -> nothing));
        CompletionStage<Void> ready = readiness.whenReady();

        gate.completeExceptionally(new StorageUnavailableException("none in time"));

        assertFails(ready, ErrorCode.UNAVAILABLE);
    }

    @Test
    void reportsAFaultOfTheGateAsOurs() {
        storage.gate(CompletableFuture.failedFuture(new IllegalStateException("broken")));

        assertFails(readiness.whenReady(), ErrorCode.UNKNOWN);
    }

    private static void assertFails(CompletionStage<Void> stage, ErrorCode expected) {
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> stage.toCompletableFuture().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(expected));
    }
}
