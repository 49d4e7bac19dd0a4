package io.amphora.itests.rogue;

/** What a driver can be asked for. Its name in lower case is the second word of an {@link Order}. */
enum Call {
    GET,
    PUT,
    CREATE,
    /** Opens a reader. */
    OPEN,
    /** Reads from a reader. */
    READ,
    /** Begins a writer. */
    BEGIN,
    RESUME,
    /** Writes to a writer. */
    APPEND,
    CHECKPOINT,
    COMMIT,
    CANCEL,
    /** Closes a reader or a writer. */
    CLOSE,
    STAT,
    LIST,
    MOVE,
    DELETE
}
