package io.amphora.manifest.schema1;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@code io.amphora.manifest.schema1}. */
@ObjectClassDefinition(
        name = "Amphora signed manifests (schema 1)",
        description = "Whether Docker's signed manifests of old are taken, and from whom")
@interface Schema1Configuration {

    @AttributeDefinition(
            name = "Taken",
            description = "Whether signed manifests are taken. Those that are stored are served in either case")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Name and tag checked",
            description =
                    "Whether a manifest must name the repository and the tag that it is pushed to. Most registries"
                            + " do not ask for it, and clients that copy images do not change the names")
    boolean checkNameAndTag() default false;

    @AttributeDefinition(
            name = "Trusted keys",
            description =
                    "Key ids of libtrust, twelve groups of four characters. Where there are any, a manifest must be"
                            + " signed with one of these keys; further signatures may stand beside it")
    String[] trustedKeys() default {};
}
