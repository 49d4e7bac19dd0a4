package io.amphora.registry.core.manifest;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.manifest.ManifestFormat;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import io.amphora.registry.manifest.SignedManifestFormat;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The formats that are there at the moment: our own, and those of bundles that come and go. A format that goes is held
 * until the calls in it have ended. Thread-safe.
 */
@Component(service = ManifestFormats.class)
public final class ManifestFormats {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFormats.class);

    private static final long REPLACEMENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ManifestFormat own = new DocumentFormat();

    /** By rank, the highest last. */
    private final NavigableMap<ServiceReference<ManifestFormat>, GuestFormat> guests = new ConcurrentSkipListMap<>();

    /** The types of formats that have left, with the time at which they did. */
    private final Map<String, Long> left = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;

    /** With our own only, until declarative services bring others. */
    @Activate
    public ManifestFormats() {
        this(System::nanoTime);
    }

    ManifestFormats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes in a format. */
    @Reference(
            service = ManifestFormat.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bind(ServiceReference<ManifestFormat> reference, ManifestFormat format) {
        guests.put(reference, new GuestFormat(format));
        format.mediaTypes().forEach(left::remove);
        LOG.info("Manifests of {} are taken", format.mediaTypes());
    }

    /** Lets a format go, once nobody is in it. */
    void unbind(ServiceReference<ManifestFormat> reference, ManifestFormat format) {
        GuestFormat guest = guests.remove(reference);
        if (guest != null) {
            guest.leave();
            format.mediaTypes().forEach(type -> left.put(type, nanoTime.getAsLong()));
            LOG.info("Manifests of {} are taken no more", format.mediaTypes());
        }
    }

    /**
     * Reads a push by the format of the type that the client sent, else of the type that the content shows. What no format
     * knows, ours refuses.
     *
     * @throws RegistryException {@link ErrorCode#UNAVAILABLE} for a while after the format has left
     */
    ManifestReading read(ManifestPush push, Faults faults) throws IOException {
        String type = push.mediaType().orElseGet(() -> TypeSniffer.mediaType(push.content()));
        if (!own.mediaTypes().contains(type)) {
            for (GuestFormat guest : guests.descendingMap().values()) {
                Optional<ManifestReading> reading = guest.whileThere(type, format -> read(format, push, faults));
                if (reading.isPresent()) {
                    return reading.get();
                }
            }
            checkReplacement(type);
        }
        return read(own, push, faults);
    }

    /**
     * Does something with the format that keeps signatures beside documents of a type.
     *
     * @return empty if there is none
     */
    <T> Optional<T> signed(String mediaType, SignedOperation<T> operation) throws IOException {
        for (GuestFormat guest : guests.descendingMap().values()) {
            Optional<T> result = guest.whileThere(
                    mediaType, format -> format instanceof SignedManifestFormat signed ? operation.run(signed) : null);
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    /** A format that has just left is most likely being updated: the client is told to try again, not that it is wrong. */
    private void checkReplacement(String type) throws RegistryException {
        Long since = left.get(type);
        if (since != null && nanoTime.getAsLong() - since < REPLACEMENT_NANOS) {
            throw new RegistryException(ErrorCode.UNAVAILABLE, "mediaType", type);
        }
    }

    private static ManifestReading read(ManifestFormat format, ManifestPush push, Faults faults) throws IOException {
        ManifestReading reading = format.read(push, faults);
        String shown = faults.count() == 0 ? TypeSniffer.mediaType(reading.stored()) : reading.mediaType();
        if (faults.count() == 0 && !format.mediaTypes().contains(shown)) {
            faults.invalid("document", "once stored it would be taken for " + shown);
        }
        return reading;
    }

    /** What is done with a format while it is there. */
    @FunctionalInterface
    interface SignedOperation<T> {

        /** Does it. */
        T run(SignedManifestFormat format) throws IOException;
    }
}
