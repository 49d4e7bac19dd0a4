package io.amphora.registry.core.readiness;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.Readiness;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.storage.StorageFaults;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ready is who has a storage driver. */
@Component
public final class StorageReadiness implements Readiness {

    private final LeasedStorage storage;

    /** Over the storage whose drivers come and go. */
    @Activate
    public StorageReadiness(@Reference LeasedStorage storage) {
        this.storage = storage;
    }

    @Override
    public CompletionStage<Void> whenReady() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        storage.active().whenAvailable().whenComplete((nothing, failure) -> {
            if (failure == null) {
                ready.complete(null);
            } else {
                ready.completeExceptionally(fault(failure));
            }
        });
        return ready.minimalCompletionStage();
    }

    private static RegistryException fault(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException io ? StorageFaults.of(io) : new RegistryException(ErrorCode.UNKNOWN, cause);
    }
}
