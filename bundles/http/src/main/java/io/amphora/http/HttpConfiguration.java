package io.amphora.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@code io.amphora.http}, but for those of the gate. */
@ObjectClassDefinition(name = "Amphora HTTP", description = "Who is served, and how requests are carried")
@interface HttpConfiguration {

    @AttributeDefinition(
            name = "Access",
            description = "Who is served without logging in: empty for nobody, local for this machine. A proxy on this"
                    + " machine makes everyone local",
            required = false)
    String access() default "";

    @AttributeDefinition(
            name = "Threads",
            description =
                    "How many threads work on requests at once, 1 to 1000; 0 for two a core and eight more. Clients,"
                            + " however slow, hold none",
            min = "0",
            max = "1000")
    int threads() default 0;

    @AttributeDefinition(
            name = "Buffers (MiB)",
            description = "How many buffers of 1 MiB pushes may use, and as many pulls, 1 to 1024; when all are in use,"
                    + " small ones serve",
            min = "1",
            max = "1024")
    int buffers() default 32;

    @AttributeDefinition(
            name = "No progress (s)",
            description =
                    "After how many seconds a client is cut that neither sends nor takes a byte while it is its turn,"
                            + " 1 to 86400",
            min = "1",
            max = "86400")
    int noProgressSeconds() default 60;
}
