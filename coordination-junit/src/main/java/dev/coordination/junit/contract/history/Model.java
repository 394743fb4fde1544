// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/**
 * What one key does when it is used by one thread: the specification that concurrent histories are held against.
 *
 * @param <S> the state of the key, immutable, with equals and hashCode
 * @param <I> what can be asked
 * @param <O> what can come back
 */
public interface Model<S, I, O> {

    /** Returns the state before the first call. */
    S initial();

    /**
     * Returns the state after a call, or null when the call could not have had that output in that state.
     *
     * @param output what came back, or null when it is unknown: then the call could have had any
     */
    @Nullable
    S next(S state, I input, @Nullable O output);
}
