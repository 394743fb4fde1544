// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * What a {@link LoadingCache} does if the coordination is unavailable before a load (E-51).
 *
 * @since 0.1.0
 */
public enum UnavailablePolicy {

    /** Loads the value in this process, and does not share it with others. */
    LOAD,

    /** Throws the {@link dev.coordination.CoordinationUnavailableException}. */
    FAIL,

    /**
     * Returns the value that this process has read or loaded last, if this was less than a TTL ago, even if another process has
     * invalidated it since. If there is none, loads like {@link #LOAD}.
     */
    STALE
}
