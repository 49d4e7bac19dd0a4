/** SHA-256 beside the writes of an upload, with a state that another node can go on from. */
@NullMarked
package io.amphora.registry.core.digest;

import org.jspecify.annotations.NullMarked;
