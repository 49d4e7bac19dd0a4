package io.amphora.manifest.schema1;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReaders;
import io.amphora.registry.manifest.ManifestFaults;
import io.amphora.registry.manifest.ManifestFormat;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import io.amphora.registry.manifest.ServedManifest;
import io.amphora.registry.manifest.SignedManifestFormat;
import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Docker's schema 1. What is stored, and named by the digest, is the payload; the signatures are kept beside it, one of each
 * key. While the settings are wrong nothing is taken, so that a slip in the trusted keys lets nobody in.
 */
@Component(
        service = {ManifestFormat.class, StatusSource.class},
        configurationPid = Schema1Format.PID)
@Designate(ocd = Schema1Configuration.class)
public final class Schema1Format implements SignedManifestFormat, StatusSource {

    static final String PID = "io.amphora.manifest.schema1";

    static final String SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    static final String UNSIGNED = "application/vnd.docker.distribution.manifest.v1+json";

    /** What Docker once sent for the signed type. */
    private static final String PLAIN = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Schema1Format.class);

    private final JsonReaders readers;
    private volatile State state = new State(new Schema1Settings(false, false, Set.of()), "");

    /** With the registry's readers, as strict as for its own manifests. */
    @Activate
    public Schema1Format(
            @org.osgi.service.component.annotations.Reference JsonReaders readers, Schema1Configuration configuration) {
        this.readers = readers;
        modified(configuration);
    }

    private record State(Schema1Settings settings, String problem) {}

    /** Takes new settings for the pushes to come. */
    @Modified
    void modified(Schema1Configuration configuration) {
        try {
            state = new State(Schema1Settings.of(configuration), "");
            LOG.info("{}: {}", PID, state.settings());
        } catch (RuntimeException e) {
            // Also what the container throws when a value is of another type.
            state = new State(new Schema1Settings(false, false, Set.of()), String.valueOf(e.getMessage()));
            LOG.error("The settings of {} are refused, nothing is taken: {}", PID, e.getMessage());
        }
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of(SIGNED, UNSIGNED, PLAIN);
    }

    @Override
    public ManifestReading read(ManifestPush push, ManifestFaults faults) throws IOException {
        Schema1Settings settings = state.settings();
        if (!settings.enabled()) {
            throw new RegistryException(ErrorCode.MANIFEST_INVALID, "reason", "signed manifests are switched off here");
        }
        SignedText text;
        try {
            text = SignedText.read(bytes(push.content()), readers);
        } catch (UnverifiedException e) {
            throw new RegistryException(ErrorCode.MANIFEST_UNVERIFIED, "reason", e.getMessage());
        }
        new Verification(settings.trustedKeys(), faults).check(text);
        Payload payload;
        try (JsonReader json = readers.open(ByteBuffer.wrap(text.payload()))) {
            payload = PayloadReader.read(json, faults);
        }
        if (settings.checkNameAndTag()) {
            checkNameAndTag(push, payload, faults);
        }
        List<ByteBuffer> signatures =
                text.signatures().stream().map(SignatureText::bytes).toList();
        return new ManifestReading(SIGNED, ByteBuffer.wrap(text.payload()), payload.layers(), signatures);
    }

    @Override
    public List<ByteBuffer> added(List<ByteBuffer> kept, List<ByteBuffer> pushed) {
        return new SignatureSet(readers).added(kept, pushed, state.settings().trustedKeys());
    }

    @Override
    public ServedManifest serve(ByteBuffer stored, List<ByteBuffer> kept) {
        byte[] payload = bytes(stored);
        try {
            Frame frame = Frame.of(payload);
            List<String> signatures = new SignatureSet(readers).fitting(frame, payload.length, kept);
            if (!signatures.isEmpty()) {
                return new ServedManifest(SIGNED, ByteBuffer.wrap(SignedText.write(payload, frame, signatures)));
            }
        } catch (UnverifiedException e) {
            LOG.warn("A stored manifest of schema 1 is served without its signatures: {}", e.getMessage());
        }
        return new ServedManifest(UNSIGNED, stored);
    }

    @Override
    public String topic() {
        return "signed manifests";
    }

    @Override
    public List<StatusLine> status() {
        State now = state;
        return now.problem().isEmpty()
                ? List.of()
                : List.of(StatusLine.warning(PID, "refused, nothing is taken: " + now.problem()));
    }

    private static void checkNameAndTag(ManifestPush push, Payload payload, ManifestFaults faults) {
        if (!payload.name().equals(push.repository().toString())) {
            faults.invalid("/name", "not that of the repository");
        }
        if (push.reference() instanceof Reference.ByTag by
                && !payload.tag().equals(by.tag().toString())) {
            faults.add(new RegistryError(
                    ErrorCode.TAG_INVALID, Map.of("tag", by.tag().toString())));
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }
}
