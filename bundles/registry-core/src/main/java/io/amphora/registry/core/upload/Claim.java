package io.amphora.registry.core.upload;

import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import io.amphora.registry.access.Principal;
import io.amphora.registry.token.UploadBinding;
import java.util.UUID;

/**
 * That a caller may go on with an upload; not yet checked.
 *
 * @param repository where the caller says it goes
 * @param reference the upload, with the token for it
 * @param principal who says so
 */
public record Claim(RepositoryName repository, UploadReference reference, Principal principal) {

    UploadBinding binding(UUID store) {
        return new UploadBinding(store, repository, reference.upload(), principal);
    }
}
