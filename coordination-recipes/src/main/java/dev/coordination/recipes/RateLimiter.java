// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;

/**
 * Limits how many permits all processes together are granted in a time window.
 *
 * <pre>{@code
 * RateLimiter limiter = RateLimiter.fixedWindow(coordination, "signups", 100, Duration.ofMinutes(1));
 * if (limiter.tryAcquire()) {
 *     signUp();
 * }
 * }</pre>
 *
 * <p>The permits are counted in the cache of the coordination, under the name of the limiter. Limiters with the same name share
 * their permits, and must have the same settings. Permits are not given back: they become free again as time passes.
 *
 * <p>If the backend is unavailable, the exception is passed on, and the caller decides whether to proceed. Permits whose reply
 * was lost may be counted, so that fewer may be granted, but never more (E-19).
 *
 * <p>Thread-safe. Instances come only from the factory methods of this interface.
 *
 * @since 0.1.0
 */
public sealed interface RateLimiter permits FixedWindow, SlidingWindow {

    /**
     * Acquires one permit, if one is free. Does not wait for one.
     *
     * @return whether the permit was granted
     * @throws dev.coordination.NotACounterException if something else has stored a value under the key of the limiter
     * @throws dev.coordination.CoordinationUnavailableException if the backend is unavailable; permits may have been counted
     * @since 0.1.0
     */
    default boolean tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Acquires several permits, if that many are free. Acquires either all of them or none, and does not wait.
     *
     * @param permits from 1 to the limit
     * @return whether the permits were granted
     * @throws IllegalArgumentException if the number is less than 1, or more than the limit, so that it could never be granted
     * @throws dev.coordination.NotACounterException if something else has stored a value under the key of the limiter
     * @throws dev.coordination.CoordinationUnavailableException if the backend is unavailable; permits may have been counted
     * @since 0.1.0
     */
    boolean tryAcquire(int permits);

    /**
     * Returns a limiter with fixed windows, which makes one request for a permit.
     *
     * <p>A window begins with the first permit that is requested while there is no window, and ends when its duration has
     * passed on the backend. In each window, at most {@code limit} permits are granted (E-16). Two windows can follow each
     * other directly. So in a span as long as a window that overlaps two windows, up to twice as many permits may be granted.
     * If this is too many, use {@link #slidingWindow(DistributedCoordination, String, int, Duration) a sliding window}.
     *
     * @param coordination the coordination
     * @param name the key of the counter
     * @param limit the maximum number of permits in a window, at least 1
     * @param window the duration of a window
     * @return a limiter
     * @throws IllegalArgumentException if the name (G-01) or the window (G-02) is invalid, or the limit is less than 1
     * @since 0.1.0
     */
    static RateLimiter fixedWindow(DistributedCoordination coordination, String name, int limit, Duration window) {
        return new FixedWindow(coordination, name, limit, window);
    }

    /**
     * Returns a limiter with a sliding window of four segments. See
     * {@link #slidingWindow(DistributedCoordination, String, int, Duration, int)}.
     *
     * @param coordination the coordination
     * @param name the prefix of the keys of the counters
     * @param limit the maximum number of permits in any span as long as the window, at least 1
     * @param window the duration of the window, at least 40 milliseconds; together with 3/8 of it at most 36,500 days
     * @return a limiter
     * @throws IllegalArgumentException if the name (G-01) or the window (G-02) is invalid, or the limit is less than 1
     * @since 0.1.0
     */
    static RateLimiter slidingWindow(DistributedCoordination coordination, String name, int limit, Duration window) {
        return slidingWindow(coordination, name, limit, window, 4);
    }

    /**
     * Returns a limiter with a sliding window: in any span as long as the window, at most {@code limit} permits are granted
     * (E-17).
     *
     * <p>Clocks need not show the same time, but the clock of a process must not fall behind the clock of the backend by more
     * than half a segment while a window passes. Permits count when {@code tryAcquire} returns.
     *
     * <p>Permits are counted in segments of the window, each of which has a key of its own: {@code name}, {@code :} and a
     * number. A permit becomes free when its segment expires, between 1/2 and 3/2 segments later than the window. More segments
     * make this more precise, but a permit takes two more requests than there are segments.
     *
     * @param coordination the coordination
     * @param name the prefix of the keys of the counters
     * @param limit the maximum number of permits in any span as long as the window, at least 1
     * @param window the duration of the window, at least 10 milliseconds for each segment; together with 3/2 segments at most
     *     36,500 days
     * @param segments the number of segments in the window, from 1 to 100
     * @return a limiter
     * @throws IllegalArgumentException if the name (G-01), the window (G-02) or another argument is invalid
     * @since 0.1.0
     */
    static RateLimiter slidingWindow(
            DistributedCoordination coordination, String name, int limit, Duration window, int segments) {
        return slidingWindow(coordination, name, limit, window, segments, MonotonicClock.utc());
    }

    /**
     * Returns a limiter with a sliding window that follows a clock. For tests, which must pass their clock: otherwise segments
     * close in real time. See {@link #slidingWindow(DistributedCoordination, String, int, Duration, int)}.
     *
     * @param coordination the coordination
     * @param name the prefix of the keys of the counters
     * @param limit the maximum number of permits in any span of the duration of the window, at least 1
     * @param window the duration of the window, at least 10 milliseconds for each segment; together with 3/2 segments at most
     *     36,500 days
     * @param segments the number of segments in the window, from 1 to 100
     * @param clock the clock, which must never go back
     * @return a limiter
     * @throws IllegalArgumentException if the name (G-01), the window (G-02) or another argument is invalid
     * @since 0.1.0
     */
    static RateLimiter slidingWindow(
            DistributedCoordination coordination, String name, int limit, Duration window, int segments, Clock clock) {
        Arguments.key(name);
        return new SlidingWindow(coordination, name, limit, window, segments, clock);
    }
}
