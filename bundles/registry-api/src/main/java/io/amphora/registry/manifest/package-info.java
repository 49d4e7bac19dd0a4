/**
 * The SPI of manifest formats: what a bundle implements so that the registry takes a further kind of manifest. A format
 * reads and judges; storing, linking, tagging and deleting are the registry's.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry.manifest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
