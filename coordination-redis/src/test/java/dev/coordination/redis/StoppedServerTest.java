// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.Calls.VALUE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.Pool;

/** Tests a server that neither reads nor writes any more, as a stopped process or a dead network does. */
@Timeout(value = 60, unit = SECONDS)
class StoppedServerTest {

    private static final int TIMEOUT_MILLIS = 2_000;

    private static final Map<String, Calls.Call> LARGE_CALLS = Map.of(
            "set",
                    handle -> {
                        handle.cache().set("key", new byte[4 * 1024 * 1024]);
                        return null;
                    },
            "replace", handle -> handle.cache().replace("key", VALUE, new byte[4 * 1024 * 1024]),
            "publish", handle -> handle.pubSub().publish("channel", new byte[4 * 1024 * 1024]),
            "register",
                    handle -> {
                        handle.clusterMembership()
                                .register("node", Map.of("k", "v".repeat(4 * 1024 * 1024)), Duration.ofSeconds(9));
                        return null;
                    });

    @Test
    void aLargeWriteEnds() {
        LARGE_CALLS.forEach((name, call) -> {
            try (ScriptedServer server = new ScriptedServer(
                            words -> words.get(0).equals("EXISTS") ? ":1\r\n" + ScriptedServer.STOP : null);
                    PoolOf pool = new PoolOf(server.port(), 2);
                    DistributedCoordination handle = pool.handle()) {
                assertThat(handle.cache().exists("key")).isTrue();

                assertThatThrownBy(() -> call.apply(handle))
                        .as(name)
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageEndingWith("; the call may or may not have taken effect");
            }
        });
    }

    @Test
    void aLargeWriteToAServerThatReadsSucceeds() {
        AtomicInteger length = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(words -> {
                    if (words.get(0).equals("SET")) {
                        length.set(words.get(2).length());
                    }
                    return null;
                });
                PoolOf pool = new PoolOf(server.port(), 2);
                DistributedCoordination handle = pool.handle()) {
            handle.cache().set("key", new byte[4 * 1024 * 1024]);

            assertThat(length).hasValue(4 * 1024 * 1024);
        }
    }

    /** Each reply takes more than half of the timeout, and both together more than all of it. */
    @Test
    void aLargeWriteHasTheWholeTimeoutAgainIfTheServerDoesNotHaveTheScript() {
        List<String> commands = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(words -> {
                    if (!words.get(0).startsWith("EVAL")) {
                        return null;
                    }
                    commands.add(words.get(0));
                    LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
                    return words.get(0).equals("EVALSHA") ? "-NOSCRIPT No matching script.\r\n" : ":1\r\n";
                });
                DistributedCoordination handle = RedisCoordination.builder(server.uri(), "ns")
                        .socketTimeout(Duration.ofSeconds(4))
                        .build()) {
            assertThat(handle.cache().replace("key", VALUE, new byte[64 * 1024]))
                    .isTrue();
        }

        assertThat(commands).containsExactly("EVALSHA", "EVAL");
    }

    @Test
    void aCallThatFailsDoesNotWaitForAnotherConnection() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(words -> words.get(0).equals("EXISTS") ? ScriptedServer.STOP : null);
                PoolOf pool = new PoolOf(server.port(), 2);
                DistributedCoordination handle = pool.handle()) {
            handle.cache().set("key", VALUE);
            pool.delayed = new CountDownLatch(1); // every further connection takes until the end of the test

            FutureTask<Boolean> failing = start(() -> handle.cache().exists("key"));

            assertThatThrownBy(() -> failing.get(30, SECONDS))
                    .hasCauseExactlyInstanceOf(CoordinationUnavailableException.class);
        }
    }

    @Test
    void aCallThatFailsDoesNotConnectAnewForAnotherThreadThatWaits() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        AtomicBoolean asked = new AtomicBoolean();
        try (ScriptedServer server = new ScriptedServer(words -> {
                    if (!words.get(0).equals("EXISTS")) {
                        return null;
                    }
                    asked.set(true);
                    return ScriptedServer.STOP;
                });
                PoolOf pool = new PoolOf(server.port(), 1);
                DistributedCoordination handle = pool.handle()) {
            handle.cache().set("key", VALUE);
            pool.delayed = connecting; // every further connection takes until the end of the test
            FutureTask<Boolean> failing = start(() -> handle.cache().exists("key"));
            Await.until("the call was sent", asked::get);
            FutureTask<Boolean> waiting = start(() -> handle.cache().exists("key"));
            Await.until("another call waits", () -> pool.pool.getNumWaiters() == 1 || failing.isDone());

            assertThatThrownBy(() -> failing.get(30, SECONDS))
                    .hasCauseExactlyInstanceOf(CoordinationUnavailableException.class);

            connecting.countDown();
            assertThatThrownBy(() -> waiting.get(30, SECONDS))
                    .hasCauseExactlyInstanceOf(CoordinationUnavailableException.class);
        }
    }

    private static <T> FutureTask<T> start(java.util.concurrent.Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "stopped-server-test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A pool with a short timeout whose factory can be delayed. */
    private static final class PoolOf implements AutoCloseable {

        final Pool<Connection> pool;

        volatile CountDownLatch delayed = new CountDownLatch(0);

        PoolOf(int port, int size) {
            DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                    .timeoutMillis(TIMEOUT_MILLIS)
                    .build();
            ConnectionFactory factory = new ConnectionFactory(new HostAndPort("127.0.0.1", port), config) {
                @Override
                public org.apache.commons.pool2.PooledObject<Connection> makeObject() throws Exception {
                    delayed.await();
                    return super.makeObject();
                }
            };
            redis.clients.jedis.ConnectionPoolConfig limits = new redis.clients.jedis.ConnectionPoolConfig();
            limits.setMaxTotal(size);
            limits.setJmxEnabled(false);
            pool = new Pool<>(factory, limits);
        }

        DistributedCoordination handle() {
            return new RedisHandle(
                    PoolSource.ofCaller(() -> pool),
                    Namespace.of("ns"),
                    "a scripted server",
                    Settings.DEFAULTS.withCheckInterval(Duration.ofHours(1)));
        }

        @Override
        public void close() {
            delayed.countDown();
            pool.close();
        }
    }
}
