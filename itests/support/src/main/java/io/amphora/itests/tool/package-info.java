/** Programs of the operating system that tests call. */
@NullMarked
package io.amphora.itests.tool;

import org.jspecify.annotations.NullMarked;
