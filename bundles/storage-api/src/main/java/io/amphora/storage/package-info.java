/**
 * The storage driver SPI: what the author of a driver implements.
 *
 * <p>A driver stores named bytes and knows nothing of images. {@link io.amphora.storage.StorageDriver} is all that a
 * driver must be; {@link io.amphora.storage.CompareAndSet}, {@link io.amphora.storage.FreeSpace},
 * {@link io.amphora.storage.Redirect} and {@link io.amphora.storage.OpenFile} are abilities that it may add. The suite
 * in {@code amphora-storage-tck} checks the whole contract.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
