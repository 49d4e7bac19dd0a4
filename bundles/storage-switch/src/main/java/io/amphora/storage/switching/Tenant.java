package io.amphora.storage.switching;

import java.util.function.BooleanSupplier;

/** Who uses a driver, and goes on with the next one when it goes away. */
interface Tenant {

    /** What it does, for an administrator. */
    String what();

    /** Whether it can go on with a driver over the same store. */
    default boolean fits(Candidate next) {
        return true;
    }

    /**
     * Lets go of a driver that is going away, as soon as its own call has ended. Called by any thread, more than once.
     *
     * @param isHeld whether it still has that driver: it may have let go by itself and wait for another one
     */
    void leave(BooleanSupplier isHeld);
}
