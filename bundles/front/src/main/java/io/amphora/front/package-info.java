/** The address of the registry in the container, held while everything behind it is replaced. */
@NullMarked
package io.amphora.front;

import org.jspecify.annotations.NullMarked;
