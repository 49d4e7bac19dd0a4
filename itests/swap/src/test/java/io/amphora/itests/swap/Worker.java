package io.amphora.itests.swap;

/** A client that does one thing after another. */
@FunctionalInterface
interface Worker {

    /** Does the next one, to its end; an {@link AssertionError} says what the registry did wrong. */
    void work();
}
