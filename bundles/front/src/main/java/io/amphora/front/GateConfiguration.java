package io.amphora.front;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gate's settings in the PID {@code io.amphora.http}. */
@ObjectClassDefinition(
        name = "Amphora HTTP: gate",
        description = "How requests wait while parts of the registry are replaced")
@interface GateConfiguration {

    @AttributeDefinition(
            name = "Gate time (ms)",
            description =
                    "How long a request waits for the registry to come back, in milliseconds, 0 to 600000; then it"
                            + " is told to try again",
            min = "0",
            max = "600000")
    long gateMillis() default 10_000;

    @AttributeDefinition(
            name = "Gate waiters",
            description =
                    "How many requests may wait at once, 0 to 1000000; further ones are told to try again at once",
            min = "0",
            max = "1000000")
    int gateWaiters() default 1_000;

    @AttributeDefinition(
            name = "Drain time (ms)",
            description =
                    "How long running requests may go on when the registry is replaced or stopped, in milliseconds,"
                            + " 0 to 4500; what takes longer is cut",
            min = "0",
            max = "4500")
    long drainMillis() default 4_000;

    @AttributeDefinition(
            name = "Blocking requests",
            description =
                    "How many requests may hold a thread of the container, as each does behind a servlet filter without"
                            + " asynchronous support, 0 to 10000; further ones are told to try again. At most half of"
                            + " the container's threads",
            min = "0",
            max = "10000")
    int blockingRequests() default 25;
}
