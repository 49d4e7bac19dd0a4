/** Link files: how a repository says that it holds content. */
@NullMarked
package io.amphora.registry.core.link;

import org.jspecify.annotations.NullMarked;
