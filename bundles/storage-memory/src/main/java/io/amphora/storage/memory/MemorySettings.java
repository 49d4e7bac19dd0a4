package io.amphora.storage.memory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator says about one memory driver. */
@ObjectClassDefinition(
        name = "Amphora storage: memory",
        description = "A store in the heap of this process. Its content is gone when the driver stops.")
@interface MemorySettings {

    @AttributeDefinition(
            name = "Name",
            description =
                    "The name of this store, by which io.amphora.storage selects it: letters, digits, '.', '_', '-'."
                            + " The driver's service carries it as amphora.storage.name.")
    String name() default "";

    @AttributeDefinition(
            name = "Maximum size",
            description =
                    "How many bytes of the heap the store takes at most, unfinished uploads and about 512 bytes for"
                            + " each content included. Bytes.",
            min = "1")
    long maxBytes() default 256L * 1024 * 1024;

    @AttributeDefinition(name = "Name hint", description = "How the web console labels an instance.")
    String webconsole_configurationFactory_nameHint() default "{name}";
}
