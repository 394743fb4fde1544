// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The Redis server that all harnesses created by class name share. It starts on first use and stops when the JVM exits. */
final class JvmWideServer {

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Guarded by {@link #LOCK}. */
    private static @Nullable RedisServer server;

    private JvmWideServer() {}

    /** Returns the server, starting it if no earlier call has. A call after a failed start tries again. */
    static RedisServer get() {
        LOCK.lock();
        try {
            RedisServer started = server;
            if (started == null) {
                RedisServer starting = RedisServers.start();
                Runtime.getRuntime().addShutdownHook(new Thread(starting::close, "coordination-redis-close"));
                server = starting;
                return starting;
            }
            return started;
        } finally {
            LOCK.unlock();
        }
    }
}
