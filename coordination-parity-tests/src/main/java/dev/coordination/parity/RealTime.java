package dev.coordination.parity;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Lets time pass by waiting until the server's own clock has gone so far. */
final class RealTime implements Passage {

    private final RedisClient client;

    RealTime(RedisClient client) {
        this.client = client;
    }

    /** A server takes a key for expired once its clock is past the deadline, so this waits one millisecond more. */
    @Override
    public void pass(long millis) {
        long end = serverMillis() + millis + 1;
        for (long left = end - serverMillis(); left > 0; left = end - serverMillis()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while time passed.");
            }
        }
    }

    @Override
    public boolean isInRealTime() {
        return true;
    }

    private long serverMillis() {
        try (Jedis jedis = new Jedis(client.getPool().getResource())) {
            List<String> secondsAndMicros = jedis.time();
            return Long.parseLong(secondsAndMicros.get(0)) * 1_000 + Long.parseLong(secondsAndMicros.get(1)) / 1_000;
        }
    }
}
