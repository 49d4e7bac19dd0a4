package io.amphora.registry.manifest;

import java.io.IOException;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of manifest that the registry takes. Implemented by bundles as a service that may come and go while the registry
 * serves; called from any thread. Of several formats of one type the highest ranked serves; the types of OCI and of
 * Docker's schema 2 are the registry's own.
 */
@ConsumerType
public interface ManifestFormat {

    /**
     * The types under which documents of this format are pushed and stored. Storage keeps bytes only, so what is stored must
     * show one of them in its member {@code mediaType}; Docker's schema 1, which is older than that member, is known by its
     * members.
     */
    Set<String> mediaTypes();

    /**
     * Reads a document that is being pushed.
     *
     * @param faults takes what speaks against the document, all of it; with any, nothing is stored
     * @throws IOException what a {@link JsonReader} throws, passed on: the client is told
     */
    ManifestReading read(ManifestPush push, ManifestFaults faults) throws IOException;
}
