package io.amphora.registry.status;

/**
 * One fact.
 *
 * @param level how much it matters
 * @param name of what, such as {@code signing key}
 * @param value for a person
 */
public record StatusLine(Level level, String name, String value) {

    /** A fact that needs nobody's attention. */
    public static StatusLine info(String name, String value) {
        return new StatusLine(Level.INFO, name, value);
    }

    /** A fact that an administrator should know. */
    public static StatusLine warning(String name, String value) {
        return new StatusLine(Level.WARNING, name, value);
    }

    /** How much a fact matters. */
    public enum Level {
        /** As it should be. */
        INFO,
        /** Degraded, or risky. */
        WARNING
    }
}
