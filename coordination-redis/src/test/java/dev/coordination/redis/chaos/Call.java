// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended.
 *
 * @param begin when it began, according to {@link System#nanoTime}
 * @param end when it ended
 * @param result what it returned; null unless it is acknowledged
 */
record Call<T>(
        long begin, long end, Outcome outcome, @Nullable T result) {

    boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    boolean isInDoubt() {
        return outcome == Outcome.IN_DOUBT;
    }

    /** Returns whether this is acknowledged, and has returned a value. */
    boolean returned(T value) {
        return isAcknowledged() && Objects.equals(result, value);
    }

    /** Returns what an acknowledged call has returned. */
    T value() {
        return Objects.requireNonNull(result);
    }

    /** Returns whether this had ended before another call began. */
    boolean precedes(Call<?> other) {
        return end < other.begin;
    }
}
