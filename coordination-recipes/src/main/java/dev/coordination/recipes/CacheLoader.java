// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import org.jspecify.annotations.Nullable;

/**
 * Loads the values of a {@link LoadingCache}. Must be thread-safe: values of different keys are loaded concurrently.
 *
 * @param <V> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface CacheLoader<V> {

    /**
     * Loads the value of a key. Must not ask the same cache for the same key.
     *
     * @param key the key
     * @return the value; {@code null} if there is none, which is cached, too (E-53)
     * @throws Exception if the value cannot be loaded; this is not cached (E-48)
     * @since 0.1.0
     */
    @Nullable
    V load(String key) throws Exception;
}
