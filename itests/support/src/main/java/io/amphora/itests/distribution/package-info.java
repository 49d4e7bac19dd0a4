/** The distribution as users get it: unpacked from its archive, configured by its files, run as a process of its own. */
@NullMarked
package io.amphora.itests.distribution;

import org.jspecify.annotations.NullMarked;
