/**
 * The console commands of the scope {@code oci}. Services are optional references, since Karaf withdraws every command of
 * a bundle while one of its mandatory services is away, and the status is wanted most just then.
 */
@NullMarked
package io.amphora.shell;

import org.jspecify.annotations.NullMarked;
