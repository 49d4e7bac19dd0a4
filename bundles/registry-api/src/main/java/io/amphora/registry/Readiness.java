package io.amphora.registry;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Whether requests can be served now. Thread-safe; provided as a service. */
@ProviderType
public interface Readiness {

    /**
     * The gate: completes as soon as there is storage, at once if there is; with {@link RegistryException}
     * {@link ErrorCode#UNAVAILABLE} when none came within the configured time, or too many wait already. No thread waits;
     * dependents run on the thread that brought storage, so they must be short.
     */
    CompletionStage<Void> whenReady();
}
