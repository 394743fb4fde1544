// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;

/**
 * The value of a key could not be loaded. The cause is what the {@link CacheLoader} or the {@link ValueCodec} threw, on this
 * thread or on the thread that this one has waited for.
 *
 * @since 0.1.0
 */
public final class LoadFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadFailedException(String key, Throwable cause) {
        super("the value of key " + Arguments.quoted(key) + " could not be loaded: " + cause, cause);
    }
}
