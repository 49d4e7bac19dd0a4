package io.amphora.storage.switching;

/** Who uses a driver, and goes on with the next one when it goes away. */
interface Tenant {

    /** What it does, for an administrator. */
    String what();

    /** Whether it can go on with a driver over the same store. */
    default boolean fits(Candidate next) {
        return true;
    }

    /** Lets go of a driver that is going away, as soon as its own call has ended. Called by any thread, more than once. */
    void leave();
}
