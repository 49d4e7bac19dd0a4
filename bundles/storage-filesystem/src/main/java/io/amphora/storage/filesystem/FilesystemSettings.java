package io.amphora.storage.filesystem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator says about one filesystem driver. */
@ObjectClassDefinition(
        name = "Amphora storage: filesystem",
        description = "A store in a directory of this machine. Several processes of this machine may share it.")
@interface FilesystemSettings {

    @AttributeDefinition(
            name = "Name",
            description =
                    "The name of this store, by which io.amphora.storage selects it: letters, digits, '.', '_', '-'."
                            + " The driver's service carries it as amphora.storage.name.")
    String name() default "";

    @AttributeDefinition(
            name = "Root directory",
            description = "Where the contents lie: an absolute path. Made if missing. All below it must be one file"
                    + " system, with hard links and names that differ by case.")
    String root() default "";

    @AttributeDefinition(
            name = "Shared with other machines",
            description = "Whether nodes on other machines use the same directory. Such nodes need a common token key.")
    boolean shared() default false;

    @AttributeDefinition(
            name = "Allow a network file system",
            description = "Network file systems are refused unless this is true: they may lose locks, and may answer"
                    + " \"not found\" for what another machine has just stored.")
    boolean allowNetworkFilesystem() default false;

    @AttributeDefinition(
            name = "Memory for lists, in bytes",
            description = "How much memory the names of directories listed last may take; the names of a million tags"
                    + " take about 12 MB. As much again while names are gathered. A directory that needs more is"
                    + " scanned for each page of its list. Not used, as if 0, on a shared or network file system.")
    long listIndexBytes() default StoreOptions.LIST_INDEX_BYTES;

    @AttributeDefinition(name = "Name hint", description = "How the web console labels an instance.")
    String webconsole_configurationFactory_nameHint() default "{name}: {root}";
}
