package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A driver instance that is there, with what is known of its store and how many use it. Thread-safe. */
final class Candidate {

    /** The preferred one first: higher bundle version, then higher ranking, then the older service. */
    static final Comparator<Candidate> PREFERENCE =
            Comparator.comparing(Candidate::properties, DriverProperties.PREFERENCE);

    private final StorageDriver driver;
    private final AtomicInteger holds = new AtomicInteger();
    private volatile DriverProperties properties;
    private volatile OptionalLong freeBytes = OptionalLong.empty();
    private volatile StoreIdentity identity = new StoreIdentity.Unread();
    private volatile @Nullable Runnable afterLastUse;

    Candidate(StorageDriver driver, DriverProperties properties) {
        this.driver = driver;
        this.properties = properties;
    }

    StorageDriver driver() {
        return driver;
    }

    DriverProperties properties() {
        return properties;
    }

    void properties(DriverProperties changed) {
        properties = changed;
    }

    /** How much room there was when the driver was last asked. */
    OptionalLong freeBytes() {
        return freeBytes;
    }

    void freeBytes(OptionalLong found) {
        freeBytes = found;
    }

    String name() {
        return properties.name();
    }

    StoreIdentity identity() {
        return identity;
    }

    void identity(StoreIdentity found) {
        identity = found;
    }

    Optional<UUID> store() {
        return identity instanceof StoreIdentity.Known known ? Optional.of(known.id()) : Optional.empty();
    }

    /** Counts one more user. */
    Hold hold() {
        holds.incrementAndGet();
        return new Hold(this);
    }

    void released() {
        Runnable then = holds.decrementAndGet() == 0 ? afterLastUse : null;
        if (then != null) {
            then.run();
        }
    }

    int holds() {
        return holds.get();
    }

    boolean isGone() {
        return afterLastUse != null;
    }

    /** The service has gone; what still uses it ends with a call of {@code afterLastUse}. */
    void leave(Runnable afterLastUse) {
        this.afterLastUse = afterLastUse;
        if (holds.get() == 0) {
            afterLastUse.run();
        }
    }

    @Override
    public String toString() {
        return properties.toString();
    }
}
