/** Uploads: the chain of records, requests that write at its end, and publishing. */
@NullMarked
package io.amphora.registry.core.upload;

import org.jspecify.annotations.NullMarked;
