package io.amphora.registry.manifest;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import org.osgi.annotation.versioning.ProviderType;

/** Takes the faults of one manifest, so that all are told at once. For one thread. */
@ProviderType
public interface ManifestFaults {

    /**
     * Notes an {@link ErrorCode#MANIFEST_INVALID}. Both texts are cut if a client made them long, and of many such faults
     * the first hundred are told.
     *
     * @param where a JSON pointer, or the name of a header
     * @param what what is wrong there
     */
    void invalid(String where, String what);

    /** Notes any other fault. */
    void add(RegistryError error);

    /** How many were noted. */
    int count();
}
