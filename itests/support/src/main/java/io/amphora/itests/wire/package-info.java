/**
 * HTTP/1.1 as bytes: requests go out exactly as given, answers are read without forgiveness. What a client library would
 * clean up on the way out, or overlook on the way in, is what the tests are about.
 */
@NullMarked
package io.amphora.itests.wire;

import org.jspecify.annotations.NullMarked;
