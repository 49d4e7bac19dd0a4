/**
 * The registry as Java services: {@link io.amphora.registry.LayerService}, {@link io.amphora.registry.ManifestService},
 * {@link io.amphora.registry.TagService}, {@link io.amphora.registry.RepositoryService}, and the values that they speak in.
 * Faults are {@link io.amphora.registry.RegistryException}s with the codes of the distribution specification.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
