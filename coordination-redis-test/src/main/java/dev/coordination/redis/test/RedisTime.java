// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.TimeControl;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets time pass on a real, unmodified Redis server, for the harness of an adapter that may use any client. Nothing here
 * uses Jedis, which may be missing from the class path.
 *
 * <pre>{@code
 * TimeControl time = TimeControl.shifted(Duration.ofMinutes(1), RedisTime.shift("my-namespace:*", eval));
 * }</pre>
 *
 * <p>Each function needs a single server, not a cluster.
 *
 * @since 0.1.0
 */
public final class RedisTime {

    private RedisTime() {}

    /**
     * Returns a function that shortens the TTLs of keys, for {@link TimeControl#shifted} and {@link TimeControl#following}.
     *
     * <p>The function shortens all TTLs in a single script, so it is atomic. The script reads every key in the database. If
     * there are more than 100,000, the function throws an {@link IllegalStateException} and changes nothing. Keys without a
     * TTL do not change.
     *
     * @param keys a glob that matches the keys of the harness, and of no other harness that runs at the same time
     * @param eval runs a script on the server
     * @return a function that lowers the TTL of each of these keys by a duration, and deletes those whose TTL has run out
     * @since 0.1.0
     */
    public static Consumer<Duration> shift(String keys, RedisEval eval) {
        TtlShift shift = new TtlShift(
                onlyMaster(Arguments.notNull(eval, "eval")),
                Arguments.notNull(keys, "keys"),
                TtlShift.FOREIGN_KEYS,
                "the server",
                "Connect");
        return duration -> shift.pass(duration.toMillis());
    }

    private static RedisMasters onlyMaster(RedisEval eval) {
        return (script, arguments) -> List.of(eval.eval(script, arguments));
    }

    /**
     * Returns a function that waits according to the server's clock, for
     * {@link TimeControl#inRealTime(Duration, Consumer)}.
     *
     * <p>If the thread is interrupted, the function throws an {@link IllegalStateException}, and the interrupt status stays
     * set.
     *
     * @param eval runs a script on the server
     * @return a function that waits until a duration has passed on the server
     * @since 0.1.0
     */
    public static Consumer<Duration> waiting(RedisEval eval) {
        return new ServerClock(Arguments.notNull(eval, "eval"))::await;
    }
}
