package io.amphora.registry.core.manifest;

/**
 * What a repository must hold before a manifest is taken.
 *
 * @param part what
 * @param orManifest whether a manifest will do as well as a blob
 * @param elsewhere whether it may be missing here, because clients fetch it from its URLs
 */
record Need(Part part, boolean orManifest, boolean elsewhere) {

    /** The stronger of two needs of the same content. */
    Need and(Need other) {
        return new Need(part, orManifest && other.orManifest, elsewhere && other.elsewhere);
    }
}
