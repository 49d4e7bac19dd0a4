package io.amphora.itests.rogue;

/** What a driver can do wrong. Its name in lower case is the first word of an {@link Order}. */
enum Deed {
    /** Does not come back, interrupted or not, before the order is withdrawn. */
    HANG,
    /** Does not come back before it is interrupted or the order is withdrawn. */
    WAIT,
    /** Comes back late. */
    SLOW,
    /** Throws what a careless author forgot. */
    THROW,
    /** Throws what a bundle throws that was updated under its own feet. */
    ERROR,
    /** Answers nothing at all. */
    NULL,
    /** Reads nothing, time after time. */
    ZERO,
    /** Ends a content too early, or says that it is smaller than it is. */
    LESS,
    /** Goes on behind the end of a content, or says that it is larger than it is. */
    MORE,
    /** Says that it moved another number of bytes than it did. */
    MISCOUNT,
    /** Lists names in the wrong order. */
    UNSORTED,
    /** Takes its service away in the middle of the call, and does the rest. */
    LEAVE
}
