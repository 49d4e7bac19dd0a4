package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ManifestFaults;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which kind and type a document has. Storage keeps its bytes only, so the type is what they say: their
 * {@code mediaType}, else that of their shape. A client must not send another.
 */
final class DocumentKinds {

    private static final List<DocumentKind> KINDS = List.of(new ImageKind(), new IndexKind());

    private DocumentKinds() {}

    /** The types of all kinds. */
    static Set<String> mediaTypes() {
        return KINDS.stream().flatMap(kind -> kind.mediaTypes().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The kind of a type; empty if none is such. */
    static Optional<DocumentKind> kind(String mediaType) {
        return KINDS.stream()
                .filter(kind -> kind.mediaTypes().contains(mediaType))
                .findFirst();
    }

    /**
     * The type of a document that is being pushed; empty if it has none that is taken, which is noted.
     *
     * @param sent what the client sent
     */
    static Optional<String> decide(Optional<String> sent, ManifestDocument document, ManifestFaults faults) {
        if (sent.isPresent() && kind(sent.get()).isEmpty()) {
            faults.invalid("Content-Type", "no manifest type that is taken: " + sent.get());
            return Optional.empty();
        }
        Optional<String> own = document.mediaType().or(() -> shape(document));
        if (own.isEmpty()) {
            faults.invalid("/mediaType", "neither there nor clear from the other members");
        } else if (kind(own.get()).isEmpty()) {
            faults.invalid("/mediaType", "no manifest type that is taken: " + own.get());
            return Optional.empty();
        } else if (sent.isPresent() && !sent.equals(own)) {
            faults.invalid("/mediaType", "the document is " + own.get() + ", the Content-Type says " + sent.get());
        }
        return own;
    }

    private static Optional<String> shape(ManifestDocument document) {
        boolean image = document.layers().isPresent() || document.config().isPresent();
        if (image == document.manifests().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(image ? ImageKind.OCI : IndexKind.OCI);
    }
}
