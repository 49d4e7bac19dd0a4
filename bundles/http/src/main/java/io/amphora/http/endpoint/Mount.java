package io.amphora.http.endpoint;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.LayerService;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import java.util.Optional;
import java.util.function.Function;

/**
 * "Mounting a blob from another repository". Whatever keeps a blob from being mounted looks the same to the client, who
 * so learns nothing of repositories that it may not read.
 */
final class Mount {

    private final LayerService layers;

    Mount(LayerService layers) {
        this.layers = layers;
    }

    /**
     * Mounts what the request asks for. Without {@code from} only the repository's own blob is found.
     *
     * @return the blob; empty if none is asked for, the source does not hold it, or the caller may not read the source
     */
    Optional<Descriptor> into(RepositoryName repository, Call call) throws RegistryException {
        Optional<Digest> digest = parse(call.query().first("mount"), Digest::parse);
        Optional<String> from = call.query().first("from");
        Optional<RepositoryName> source = from.isEmpty() ? Optional.of(repository) : parse(from, RepositoryName::parse);
        if (digest.isEmpty() || source.isEmpty() || !call.mayRead(source.get())) {
            return Optional.empty();
        }
        return layers.mount(repository, digest.get(), source.get());
    }

    private static <T> Optional<T> parse(Optional<String> text, Function<String, T> parser) {
        try {
            return text.map(parser);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
