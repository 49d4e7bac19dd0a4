/** Manifests: what is taken, what must be there for it, how it is stored. */
@NullMarked
package io.amphora.registry.core.manifest;

import org.jspecify.annotations.NullMarked;
