/** Upload tokens that carry their state, and the keys that sign them. */
@NullMarked
package io.amphora.token.hmac;

import org.jspecify.annotations.NullMarked;
