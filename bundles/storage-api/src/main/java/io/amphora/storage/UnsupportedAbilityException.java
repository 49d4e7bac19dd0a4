package io.amphora.storage;

/** The store behind a driver cannot do what was asked, and was seen not to when the driver was activated. */
public final class UnsupportedAbilityException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a store.
     *
     * @param driver the instance's name
     * @param path what the call was about
     * @param ability what is missing, such as "create if absent"
     */
    public UnsupportedAbilityException(String driver, StoragePath path, String ability) {
        super(driver, path, "the store has no " + ability);
    }
}
