package io.amphora.registry.core.manifest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator says about the registry. */
@ObjectClassDefinition(name = "Amphora registry", description = "Limits and switches of what the registry does.")
@interface RegistrySettings {

    @AttributeDefinition(
            name = "Largest manifest",
            description =
                    "How many bytes a manifest that is pushed may have. Bytes, from 1 to 67108864 (64 MiB). Clients"
                            + " count on 4194304 (4 MiB). Manifests that are stored already stay readable.",
            min = "1",
            max = "67108864")
    int maxManifestBytes() default 4 * 1024 * 1024;

    @AttributeDefinition(
            name = "Deleting",
            description =
                    "Whether clients can delete blobs. Deleting frees no bytes. Where it is off, the answer is 405.")
    boolean deleteEnabled() default true;
}
