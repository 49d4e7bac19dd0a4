/** Requests in and answers out, without a thread that waits for a client. */
@NullMarked
package io.amphora.http.exchange;

import org.jspecify.annotations.NullMarked;
