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

    @AttributeDefinition(
            name = "Grace (ms)",
            description = "How long operations may go on with a driver that goes away while another one serves new"
                    + " operations, in milliseconds, 0 to 4500; then they move to the other",
            min = "0",
            max = "4500")
    long graceMillis() default 250;

    @AttributeDefinition(
            name = "Move time (ms)",
            description = "How long a driver that goes away is held until everything has moved away from it, in"
                    + " milliseconds, 0 to 4500; what has not is cut",
            min = "0",
            max = "4500")
    long moveMillis() default 4_000;

    @AttributeDefinition(
            name = "Concurrent calls",
            description = "How many calls of one driver run at once, 1 to 10000, those that do not come back included;"
                    + " further ones wait, at most as long as a call may take",
            min = "1",
            max = "10000")
    int concurrentCalls() default 64;

    @AttributeDefinition(
            name = "Reading call (ms)",
            description = "How long a driver may take to look something up or to read a piece, in milliseconds, 100 to"
                    + " 600000; then the call is interrupted and its request fails",
            min = "100",
            max = "600000")
    long readCallMillis() default 30_000;

    @AttributeDefinition(
            name = "Writing call (ms)",
            description =
                    "How long a driver may take to write something small or a piece, in milliseconds, 100 to 600000",
            min = "100",
            max = "600000")
    long writeCallMillis() default 60_000;

    @AttributeDefinition(
            name = "Finishing call (ms)",
            description =
                    "How long a driver may take for a checkpoint, a commit, a move or a deletion, in milliseconds,"
                            + " 100 to 600000",
            min = "100",
            max = "600000")
    long finishCallMillis() default 240_000;
}
