/** The distribution API: its servlet, its settings, and what happens to a request in which order. */
@NullMarked
package io.amphora.http;

import org.jspecify.annotations.NullMarked;
