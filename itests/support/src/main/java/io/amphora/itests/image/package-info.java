/** Images made of bytes that a test knows. */
@NullMarked
package io.amphora.itests.image;

import org.jspecify.annotations.NullMarked;
