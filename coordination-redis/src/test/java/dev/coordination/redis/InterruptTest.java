// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.Pool;

/** Tests threads that are interrupted while they wait for a connection from the pool or for a reply (G-09). */
class InterruptTest {

    private static final byte[] VALUE = {1};

    private RestartableServer server;
    private TcpProxy proxy;
    private RedisClient client;
    private Pool<Connection> pool;
    private DistributedCoordination handle;

    @BeforeEach
    void start() {
        server = RestartableServer.start();
        proxy = new TcpProxy(server.port());
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        client = RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", proxy.port()))
                .poolConfig(one)
                .build();
        pool = client.getPool();
        handle = RedisCoordination.builder(client, "ns").build();
    }

    @AfterEach
    void close() {
        handle.close();
        client.close();
        proxy.close();
        server.close();
    }

    /** A call on a thread of its own, and the interrupt status of that thread after the call. */
    private static final class Call {
        private final FutureTask<Boolean> task;
        private final Thread thread;

        private Call(Callable<?> call, boolean virtual) {
            task = new FutureTask<>(() -> {
                Object unused = call.call();
                return Thread.currentThread().isInterrupted();
            });
            thread = virtual ? virtual(task) : DaemonThreads.platform("interrupt-test", task);
        }

        static Call start(Callable<?> call) {
            Call started = new Call(call, false);
            started.thread.start();
            return started;
        }

        static Call startVirtual(Callable<?> call) {
            Call started = new Call(call, true);
            started.thread.start();
            return started;
        }

        /** Uses reflection, because this is compiled for Java 17. */
        private static Thread virtual(Runnable task) {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                return (Thread) Class.forName("java.lang.Thread$Builder")
                        .getMethod("unstarted", Runnable.class)
                        .invoke(builder, task);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        void assertCompletedAndStillInterrupted() throws Exception {
            assertThat(task.get(20, TimeUnit.SECONDS))
                    .as("interrupt status after the call")
                    .isTrue();
        }
    }

    @Test
    void aCallGoesOnWaitingForAConnectionWhenItsThreadIsInterrupted() throws Exception {
        Connection taken = pool.getResource();
        Call increment = Call.start(() -> handle.cache().increment("counter", 1));
        Await.until("the call waits for a connection", () -> pool.getNumWaiters() == 1);

        increment.thread.interrupt();
        Await.until("the interrupt was noticed", () -> !increment.thread.isInterrupted());
        Await.until("the call waits again", () -> pool.getNumWaiters() == 1);
        taken.close();

        increment.assertCompletedAndStillInterrupted();
        assertThat(handle.cache().increment("counter", 0)).isEqualTo(1);
    }

    @Test
    void aCallOnAnInterruptedThreadWaitsForAConnection() throws Exception {
        Connection taken = pool.getResource();
        Call release = Call.start(() -> {
            Thread.currentThread().interrupt();
            return handle.leaderElection().release("election", "node");
        });
        Await.until("the call waits for a connection", () -> pool.getNumWaiters() == 1);

        taken.close();

        release.assertCompletedAndStillInterrupted();
    }

    /** Closing a pool interrupts the threads that wait for its connections. This is not an interrupt by the caller. */
    @Test
    void closingTheClientEndsTheWaitWithoutAnInterrupt() throws Exception {
        Connection taken = pool.getResource();
        Call call = Call.start(() -> {
            assertThatThrownBy(() -> handle.cache().get("key")).isInstanceOf(CoordinationUnavailableException.class);
            return true;
        });
        Await.until("the call waits for a connection", () -> pool.getNumWaiters() == 1);

        client.close();

        assertThat(call.task.get(20, TimeUnit.SECONDS))
                .as("interrupt status after the call")
                .isFalse();
        taken.close();
    }

    @Test
    void aCallGoesOnWaitingForItsReplyWhenItsThreadIsInterrupted() throws Exception {
        assertAnInterruptDoesNotEndACall(Call::start);
    }

    /** An interrupt closes a socket on which a virtual thread waits. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void aCallOnAVirtualThreadGoesOnWaitingForItsReplyWhenTheThreadIsInterrupted() throws Exception {
        assertAnInterruptDoesNotEndACall(Call::startVirtual);
    }

    private interface Starter {
        Call start(Callable<?> call);
    }

    private void assertAnInterruptDoesNotEndACall(Starter starter) throws Exception {
        handle.cache().increment("counter", 0);
        try (Connection admin = server.connection()) {
            admin.executeCommand(new CommandArguments(Command.CLIENT)
                    .add("PAUSE")
                    .add(100_000)
                    .add("WRITE"));
            long before = proxy.roundTrips();
            Call increment = starter.start(() -> handle.cache().increment("counter", 1));
            Await.until("the call was sent", () -> proxy.roundTrips() > before);

            increment.thread.interrupt();
            assertThat(increment.task.isDone()).isFalse();
            admin.executeCommand(new CommandArguments(Command.CLIENT).add("UNPAUSE"));

            increment.assertCompletedAndStillInterrupted();
        }
        assertThat(handle.cache().increment("counter", 0)).isEqualTo(1);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void aFailedCallOnAVirtualThreadShowsWhereItWasMade() throws Exception {
        server.close();

        Call call = Call.startVirtual(() -> {
            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasStackTraceContaining(InterruptTest.class.getName());
            return Thread.interrupted();
        });

        assertThat(call.task.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void anInterruptedVirtualThreadSubscribesPollsAndCloses() throws Exception {
        Call call = Call.startVirtual(() -> {
            Thread.currentThread().interrupt();
            Subscription subscription = handle.pubSub().subscribe("channel");
            handle.pubSub().publish("channel", VALUE);
            assertThat(subscription.pending()).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("channel", VALUE));
            subscription.close();
            handle.leaderElection().tryAcquire("election", "node", Duration.ofSeconds(60));
            handle.close();
            return true;
        });

        call.assertCompletedAndStillInterrupted();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
