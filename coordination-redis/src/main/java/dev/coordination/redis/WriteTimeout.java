// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/**
 * Limits how long a command may be written, because the timeout of a socket limits reads only: a write to a server that does not
 * read would last for as long as the server is stopped.
 *
 * <p>A small command always fits into the buffers of the connection, which are empty between commands. Only larger ones are
 * timed, by one thread that runs while there are such commands.
 */
final class WriteTimeout {

    /** Sockets buffer at least this many bytes. */
    private static final long ALWAYS_BUFFERED = 4 * 1024;

    /** The slowest transfer that is not taken for a stopped server, in bytes per second: 32 Mbit/s. */
    private static final long SLOWEST = 4 * 1024 * 1024;

    /** The timeout of a connection that would wait forever for a reply. */
    private static final Duration DEFAULT = Duration.ofSeconds(10);

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private WriteTimeout() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, task -> DaemonThreads.platform("coordination-redis-write-timeout", task));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /**
     * Sends something on a connection, and waits for the reply. Closes the connection, so that the call fails, if both take longer
     * than the timeout of the connection and the time that a slow network needs for the bytes.
     */
    static <T extends @Nullable Object> T call(Connection connection, long bytes, Supplier<T> call) {
        if (bytes <= ALWAYS_BUFFERED) {
            return call.get();
        }
        AtomicBoolean decided = new AtomicBoolean();
        Runnable cut = () -> {
            if (decided.compareAndSet(false, true)) {
                close(connection);
            }
        };
        Future<?> timeout = TIMER.schedule(cut, limit(connection, bytes), TimeUnit.NANOSECONDS);
        try {
            return call.get();
        } finally {
            timeout.cancel(false);
            if (!decided.compareAndSet(false, true)) {
                connection.setBroken(); // even if the timer has not closed it yet
            }
        }
    }

    private static long limit(Connection connection, long bytes) {
        long timeout = connection.getSoTimeout() > 0
                ? TimeUnit.MILLISECONDS.toNanos(connection.getSoTimeout())
                : DEFAULT.toNanos();
        return timeout + bytes * TimeUnit.SECONDS.toNanos(1) / SLOWEST;
    }

    private static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }
}
