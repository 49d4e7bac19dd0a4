/** The driver that keeps its contents in the heap: for trials and tests, gone when it stops. */
@NullMarked
package io.amphora.storage.memory;

import org.jspecify.annotations.NullMarked;
