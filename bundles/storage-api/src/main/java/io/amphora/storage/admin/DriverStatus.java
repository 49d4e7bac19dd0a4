package io.amphora.storage.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One driver instance as it stands.
 *
 * @param name the instance's name
 * @param kind what kind of driver it is
 * @param version the version of the bundle that brought it
 * @param shared whether nodes on other machines may use the same store
 * @param state what it is used for
 * @param store the id of the store behind it, if it could be read
 * @param freeBytes how much room is left, where the driver knows
 * @param leases how many operations, readers and writers use it now
 * @param drainingSince since when it is given to no new operation, if it is draining
 * @param oldestUses while it drains: what uses it still, the oldest first, at most ten
 * @param stuckCalls calls that were given up and interrupted and have not come back, the oldest first
 * @param problem for an administrator: why it is not used, or why it still is although another one shall be
 */
public record DriverStatus(
        String name,
        String kind,
        String version,
        boolean shared,
        State state,
        Optional<UUID> store,
        OptionalLong freeBytes,
        int leases,
        Optional<Instant> drainingSince,
        List<DriverUse> oldestUses,
        List<DriverUse> stuckCalls,
        Optional<String> problem) {

    /** What a driver instance is used for. */
    public enum State {
        /** New operations go to it. */
        ACTIVE,
        /** It could be made active. */
        AVAILABLE,
        /** Another instance with its name is preferred. */
        SHADOWED,
        /** Its store is being read. */
        WAITING,
        /** It serves no new operation and finishes those that it has. */
        DRAINING,
        /** It was to be active and cannot be; {@link DriverStatus#problem} says why. */
        REFUSED
    }
}
