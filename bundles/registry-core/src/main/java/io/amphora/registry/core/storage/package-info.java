/** The one way of the core to storage: a lease for each operation, faults as the registry's. */
@NullMarked
package io.amphora.registry.core.storage;

import org.jspecify.annotations.NullMarked;
