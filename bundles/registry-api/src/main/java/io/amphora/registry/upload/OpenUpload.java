package io.amphora.registry.upload;

import io.amphora.registry.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/**
 * An upload that has not ended.
 *
 * @param repository where it goes
 * @param id its directory's name on storage: a UUID, unless another registry made it
 * @param startedAt when it began, if that can be read
 * @param received how many bytes are safely received, as far as our records tell
 */
public record OpenUpload(RepositoryName repository, String id, Optional<Instant> startedAt, long received) {}
