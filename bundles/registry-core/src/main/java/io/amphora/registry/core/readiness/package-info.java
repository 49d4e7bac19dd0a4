/** Whether the registry can serve. */
@NullMarked
package io.amphora.registry.core.readiness;

import org.jspecify.annotations.NullMarked;
