package ${package};

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator says about one store; each method is a key of its configuration file. */
@ObjectClassDefinition(name = "Amphora storage: ${kind}", description = "A store of the ${kind} driver.")
@interface DriverSettings {

    @AttributeDefinition(
            name = "Name",
            description = "The name of this store, by which it is selected: letters, digits, '.', '_' or '-'.")
    String name() default "";

    @AttributeDefinition(
            name = "Maximum size",
            description = "How many bytes the store takes at most, unfinished uploads included. Bytes.",
            min = "1",
            max = "1073741824")
    int maxBytes() default 64 * 1024 * 1024;
}
