package io.amphora.itests.rogue;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One rogue. */
@ObjectClassDefinition(name = "Amphora tests: rogue driver", description = "A store that misbehaves as it is told to.")
@interface RogueSettings {

    @AttributeDefinition(name = "Name", description = "The name of the store, by which io.amphora.storage selects it.")
    String name() default "rogue";

    @AttributeDefinition(name = "Root", description = "Where its content lies. Absolute path.")
    String root() default "";

    @AttributeDefinition(name = "Orders", description = "A file with orders, one a line. Absolute path.")
    String orders() default "";
}
