package io.amphora.manifest.schema1;

import io.amphora.registry.manifest.JsonReaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signatures that are kept beside a payload: one of each key, as a client that pushes again signs again. They may be
 * another registry's, so what cannot be read is left out.
 */
final class SignatureSet {

    private static final Logger LOG = LoggerFactory.getLogger(SignatureSet.class);

    private final JsonReaders readers;

    SignatureSet(JsonReaders readers) {
        this.readers = readers;
    }

    /** Those of the pushed signatures whose keys have none kept yet; of keys in {@code first} before others. */
    List<ByteBuffer> added(List<ByteBuffer> kept, List<ByteBuffer> pushed, Set<String> first) {
        Map<String, JsonSignature> added = byKey(pushed);
        added.keySet().removeAll(byKey(kept).keySet());
        return added.entrySet().stream()
                .sorted(Comparator.comparing(signature -> !first.contains(signature.getKey())))
                .map(signature -> SignatureText.bytes(signature.getValue()))
                .toList();
    }

    /** The kept signatures that go into a frame, in the order of their keys. */
    List<String> fitting(Frame frame, int longest, List<ByteBuffer> kept) {
        List<String> fitting = new ArrayList<>();
        byKey(kept).forEach((signer, signature) -> {
            try {
                if (frame.is(Frame.named(signature.header(), readers, longest))) {
                    fitting.add(SignatureText.write(signature));
                } else {
                    LOG.warn("A signature of {} is left out: it is of another payload", signer);
                }
            } catch (UnverifiedException e) {
                LOG.warn("A signature of {} is left out: {}", signer, e.getMessage());
            }
        });
        return fitting;
    }

    /** By key id, the first of each. */
    private Map<String, JsonSignature> byKey(List<ByteBuffer> signatures) {
        Map<String, JsonSignature> byKey = new TreeMap<>();
        for (ByteBuffer signature : signatures) {
            try {
                JsonSignature read = SignatureText.read(signature, readers);
                byKey.putIfAbsent(SigningKey.of(read).id(), read);
            } catch (UnverifiedException e) {
                LOG.warn("A stored signature is left out: {}", e.getMessage());
            }
        }
        return byKey;
    }
}
