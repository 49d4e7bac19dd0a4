/** Drivers that come, go and misbehave, as an administrator and clients of the running distribution see it. */
package io.amphora.itests.drivers;
