/** What is answered. */
@NullMarked
package io.amphora.http.reply;

import org.jspecify.annotations.NullMarked;
