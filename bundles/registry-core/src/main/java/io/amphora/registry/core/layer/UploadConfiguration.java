package io.amphora.registry.core.layer;

import io.amphora.registry.core.upload.UploadSettings;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator says about uploads. */
@ObjectClassDefinition(
        name = "Amphora uploads",
        description = "How the registry takes in layers. Changes take effect with the next request.")
@interface UploadConfiguration {

    @AttributeDefinition(
            name = "Checkpoint interval",
            description =
                    "After how many bytes a running request makes what it received durable: at most so much is sent"
                            + " again when a connection breaks. Bytes.",
            min = "1")
    long checkpointBytes() default UploadSettings.CHECKPOINT_BYTES;

    @AttributeDefinition(
            name = "Wait for an earlier request",
            description =
                    "How long a request waits for an earlier one of the same upload to go on or to end, before that"
                            + " is taken for dead. Milliseconds, from 0 to 60000.",
            min = "0",
            max = "60000")
    long ghostWaitMillis() default UploadSettings.GHOST_WAIT_MILLIS;

    @AttributeDefinition(
            name = "Token provider",
            description =
                    "Which token provider issues tokens, by the first character of its tokens. Empty: the only one"
                            + " there is. Tokens of every provider are taken.")
    String tokenPrefix() default "";
}
