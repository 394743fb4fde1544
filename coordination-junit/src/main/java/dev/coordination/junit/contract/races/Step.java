// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.DistributedCoordination;

/**
 * A call in a race.
 *
 * @param name the operation and its arguments, for messages
 * @param body makes the call
 */
public record Step(String name, Body body) {

    /** The result of a call that returns nothing. */
    static final String DONE = "done";

    /** Makes a call. */
    @FunctionalInterface
    public interface Body {

        /**
         * Makes a call on the names of a round, and returns its result: text, a number, a boolean, a term, or an
         * optional term.
         */
        Object call(DistributedCoordination handle, Round round);
    }

    /** Makes the call. */
    Object call(DistributedCoordination handle, Round round) {
        return notNull(body.call(handle, round), name);
    }

    /** Returns the result of a call, and fails if it is null. */
    static <T> T notNull(T result, String call) {
        if (result == null) {
            throw new AssertionError(call + " should have returned a value, but returned null");
        }
        return result;
    }
}
