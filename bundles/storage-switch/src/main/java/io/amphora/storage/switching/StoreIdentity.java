package io.amphora.storage.switching;

import java.util.UUID;

/** What is known about the store behind a driver. */
sealed interface StoreIdentity {

    /** It was not looked at yet. */
    record Unread() implements StoreIdentity {}

    /** It has no id. */
    record Absent() implements StoreIdentity {}

    /** It has an id. */
    record Known(UUID id) implements StoreIdentity {}

    /** It could not be read. */
    record Unreadable(String problem) implements StoreIdentity {}
}
