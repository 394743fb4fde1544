// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits according to a server's clock. */
final class ServerClock {

    private static final String MILLIS = "local t = redis.call('TIME'); return t[1] * 1000 + math.floor(t[2] / 1000)";

    private final RedisEval eval;

    ServerClock(RedisEval eval) {
        this.eval = eval;
    }

    /** Waits for a duration and one more millisecond, because a key expires when the server's clock is past its deadline. */
    void await(Duration duration) {
        long end = serverMillis() + duration.toMillis() + 1;
        for (long left = end - serverMillis(); left > 0; left = end - serverMillis()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting for time to pass.");
            }
        }
    }

    private long serverMillis() {
        return eval.eval(MILLIS, List.of());
    }
}
