/** Layers: looking them up, reading them, and the service over them and their uploads. */
@NullMarked
package io.amphora.registry.core.layer;

import org.jspecify.annotations.NullMarked;
