/** What tags name. */
@NullMarked
package io.amphora.registry.core.tag;

import org.jspecify.annotations.NullMarked;
