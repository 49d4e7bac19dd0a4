/** A storage driver that does what it should, except where its orders say otherwise. */
@NullMarked
package io.amphora.itests.rogue;

import org.jspecify.annotations.NullMarked;
