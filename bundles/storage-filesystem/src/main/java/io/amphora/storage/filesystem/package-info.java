/**
 * The driver that keeps its contents in a directory, for any number of processes of one machine.
 *
 * <p>A path is a file below the root. What the alphabet of paths cannot name is the driver's own: {@code ~tmp} at the
 * root for files on their way, and {@code NAME~} beside {@code NAME} for the unfinished contents that belong to it.
 */
@NullMarked
package io.amphora.storage.filesystem;

import org.jspecify.annotations.NullMarked;
