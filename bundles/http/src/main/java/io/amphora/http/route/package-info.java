/** What a request's address, query and conditions ask for. */
@NullMarked
package io.amphora.http.route;

import org.jspecify.annotations.NullMarked;
