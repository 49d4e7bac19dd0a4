/** Which driver is active, and who uses it. */
@NullMarked
package io.amphora.storage.switching;

import org.jspecify.annotations.NullMarked;
