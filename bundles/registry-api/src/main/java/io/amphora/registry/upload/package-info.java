/**
 * Which uploads are open, for console and management.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry.upload;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
