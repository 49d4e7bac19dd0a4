package io.amphora.token.hmac;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@code io.amphora.token.hmac}. Keys stand in files, never here. */
@ObjectClassDefinition(
        name = "Amphora upload tokens (HMAC)",
        description = "The keys that sign upload tokens, and how long a token holds")
@interface HmacConfiguration {

    @AttributeDefinition(
            name = "Key file",
            description =
                    "Absolute path of the file whose first key signs. Each line is a name, a space, and at least 32"
                            + " bytes in base64. A missing file is made, with a key that only this node has")
    String keyFile() default "";

    @AttributeDefinition(
            name = "Verifying key files",
            description = "Absolute paths of further files of the same form, whose keys verify and never sign")
    String[] verifyKeyFiles() default {};

    @AttributeDefinition(
            name = "Key environment variable",
            description =
                    "Name of an environment variable that holds the lines of a key file. Where it is set its first key"
                            + " signs; the key file is then not made, and its keys verify")
    String keyEnvironment() default "";

    @AttributeDefinition(
            name = "Life (hours)",
            description = "How long a token holds, in hours, 1 to 8760: the longest life of an upload",
            min = "1",
            max = "8760")
    int lifeHours() default 168;
}
