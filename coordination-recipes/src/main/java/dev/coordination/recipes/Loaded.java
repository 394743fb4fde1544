// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import org.jspecify.annotations.Nullable;

/**
 * What a loader has returned, or what an entry tells.
 *
 * @param value the value; {@code null} if there is none
 * @param entry the entry that tells it
 */
record Loaded<V>(@Nullable V value, CacheEntry entry) {}
