/** Docker's signed manifests of old: schema 1, in the JSON signatures of libtrust. */
@NullMarked
package io.amphora.manifest.schema1;

import org.jspecify.annotations.NullMarked;
