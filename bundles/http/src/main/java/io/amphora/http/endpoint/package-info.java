/** The endpoints of the distribution specification, one class each. */
@NullMarked
package io.amphora.http.endpoint;

import org.jspecify.annotations.NullMarked;
