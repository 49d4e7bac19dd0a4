/**
 * How parts of the registry tell an administrator how they stand.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
