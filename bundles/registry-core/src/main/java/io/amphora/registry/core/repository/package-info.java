/** Which repositories there are. */
@NullMarked
package io.amphora.registry.core.repository;

import org.jspecify.annotations.NullMarked;
