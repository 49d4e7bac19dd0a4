package io.amphora.registry.token;

import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import java.util.UUID;

/**
 * What a token is bound to.
 *
 * @param store the id of the store
 * @param repository where the upload goes
 * @param upload its id
 * @param principal who began it
 */
public record UploadBinding(UUID store, RepositoryName repository, UUID upload, Principal principal) {}
