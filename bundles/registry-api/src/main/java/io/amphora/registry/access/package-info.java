/**
 * Who asks.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
