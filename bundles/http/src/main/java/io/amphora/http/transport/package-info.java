/** What the container knows of a connection, beyond the servlet API. */
@NullMarked
package io.amphora.http.transport;

import org.jspecify.annotations.NullMarked;
