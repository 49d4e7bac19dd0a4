package io.amphora.registry.core.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which type a manifest has. Storage keeps its bytes only, so the type is what they say: their {@code mediaType}, else
 * that of their shape. A client must not send another.
 */
final class MediaTypes {

    private static final List<ManifestFormat> FORMATS = List.of(new ImageFormat(), new IndexFormat());

    private MediaTypes() {}

    /** The format of a type; empty if the registry takes none such. */
    static Optional<ManifestFormat> format(String mediaType) {
        return FORMATS.stream()
                .filter(format -> format.mediaTypes().contains(mediaType))
                .findFirst();
    }

    /**
     * The type of a document that is being pushed; empty if it has none that is taken, which is noted.
     *
     * @param sent what the client sent
     */
    static Optional<String> decide(Optional<String> sent, ManifestDocument document, Faults faults) {
        Optional<String> bare = sent.map(MediaTypes::withoutParameters).filter(type -> !type.isEmpty());
        if (bare.isPresent() && format(bare.get()).isEmpty()) {
            faults.invalid("Content-Type", "no manifest type that is taken: " + bare.get());
            return Optional.empty();
        }
        Optional<String> own = document.mediaType().or(() -> shape(document));
        if (own.isEmpty()) {
            faults.invalid("/mediaType", "neither there nor clear from the other members");
        } else if (format(own.get()).isEmpty()) {
            faults.invalid("/mediaType", "no manifest type that is taken: " + own.get());
            return Optional.empty();
        } else if (bare.isPresent() && !bare.equals(own)) {
            faults.invalid("/mediaType", "the document is " + own.get() + ", the Content-Type says " + bare.get());
        }
        return own;
    }

    private static Optional<String> shape(ManifestDocument document) {
        boolean image = document.layers().isPresent() || document.config().isPresent();
        if (image == document.manifests().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(image ? ImageFormat.OCI : IndexFormat.OCI);
    }

    private static String withoutParameters(String sent) {
        int end = sent.indexOf(';');
        return (end < 0 ? sent : sent.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
