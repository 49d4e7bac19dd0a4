/** Who is served. */
@NullMarked
package io.amphora.http.access;

import org.jspecify.annotations.NullMarked;
