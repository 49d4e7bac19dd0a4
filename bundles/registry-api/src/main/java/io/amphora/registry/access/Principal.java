package io.amphora.registry.access;

/**
 * Who asks.
 *
 * @param name unique among those who can log in; empty for anonymous
 */
public record Principal(String name) {

    /** Nobody in particular. */
    public static final Principal ANONYMOUS = new Principal("");

    /** Whether this is nobody in particular. */
    public boolean isAnonymous() {
        return name.isEmpty();
    }
}
