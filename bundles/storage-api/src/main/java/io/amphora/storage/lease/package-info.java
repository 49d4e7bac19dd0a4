/**
 * Leases on the active driver, for the registry's core. Whoever uses storage takes a lease for one operation and never
 * keeps a driver: which one is active can change at any time.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.storage.lease;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
