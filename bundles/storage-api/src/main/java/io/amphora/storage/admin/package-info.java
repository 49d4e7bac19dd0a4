/** Which storage drivers there are, for console and management. */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.storage.admin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
