/** Where everything lies on storage. */
@NullMarked
package io.amphora.registry.core.layout;

import org.jspecify.annotations.NullMarked;
