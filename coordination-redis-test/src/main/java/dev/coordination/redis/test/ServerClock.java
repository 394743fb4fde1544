// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Waits according to a server's clock. */
final class ServerClock {

    private final RedisClient client;

    ServerClock(RedisClient client) {
        this.client = client;
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
        try (Jedis jedis = new Jedis(client.getPool().getResource())) {
            List<String> secondsAndMicros = jedis.time();
            return Long.parseLong(secondsAndMicros.get(0)) * 1_000 + Long.parseLong(secondsAndMicros.get(1)) / 1_000;
        }
    }
}
