// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/**
 * The behavior of one key when only one thread uses it. Concurrent histories are checked against this specification.
 *
 * @param <S> the state of the key, immutable, with equals and hashCode
 * @param <I> an operation with its arguments
 * @param <O> the output of an operation
 */
public interface Model<S, I, O> {

    /** Returns the names of the operations, for messages. */
    String operations();

    /** Returns the state before the first call. */
    S initial();

    /**
     * Returns the state after a call, or null if the call cannot have that output in that state.
     *
     * @param output the output, or null if it is unknown and may be anything
     */
    @Nullable
    S next(S state, I input, @Nullable O output);
}
