package io.amphora.storage.switching;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@code io.amphora.storage}. */
@ObjectClassDefinition(
        name = "Amphora storage",
        description = "Which storage driver is active, and how requests wait while there is none")
@interface SwitchConfiguration {

    @AttributeDefinition(
            name = "Driver",
            description =
                    "Name of the driver instance that the registry uses. A change takes effect at once; a driver over"
                            + " another store than the one in use is refused")
    String driver() default "main";

    @AttributeDefinition(
            name = "Gate time (ms)",
            description = "How long a request waits for a driver while there is none, in milliseconds, 0 to 600000",
            min = "0",
            max = "600000")
    long gateMillis() default 10_000;

    @AttributeDefinition(
            name = "Gate waiters",
            description = "How many requests may wait for a driver at once, 0 to 1000000; further ones fail at once",
            min = "0",
            max = "1000000")
    int gateWaiters() default 1_000;

    @AttributeDefinition(
            name = "Retry time (ms)",
            description = "After what time a driver whose store could not be read is tried again, in milliseconds,"
                    + " 100 to 600000",
            min = "100",
            max = "600000")
    long retryMillis() default 5_000;
}
