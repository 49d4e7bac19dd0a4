/** Settings that a mistake in a file cannot take away. */
@NullMarked
package io.amphora.registry.core.settings;

import org.jspecify.annotations.NullMarked;
