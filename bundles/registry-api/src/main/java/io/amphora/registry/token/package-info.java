/**
 * The SPI of upload tokens: how the state of an upload travels in its address, from one node to another.
 */
@Export
@NullMarked
@Version("1.0.0")
package io.amphora.registry.token;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
