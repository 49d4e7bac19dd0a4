/** The steps of a push and a pull, for tests that need content in place or look at one step closely. */
@NullMarked
package io.amphora.itests.client;

import org.jspecify.annotations.NullMarked;
