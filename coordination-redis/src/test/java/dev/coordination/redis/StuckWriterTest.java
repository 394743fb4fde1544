// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.Protocol.Command;

/**
 * Tests servers that no longer read what they are sent, so that a thread that writes to them is stuck once the buffers of the
 * operating system are full.
 */
class StuckWriterTest {

    private static final byte[] VALUE = {1};

    /** Longer together than the buffers of a connection. */
    private static final List<Topic> LONG = IntStream.range(0, 300)
            .mapToObj(i -> Topic.channel("x".repeat(60_000) + i))
            .toList();

    private RestartableServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() {
        server = RestartableServer.start();
        proxy = new TcpProxy(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private DistributedCoordination connect(Duration interval) {
        return RedisCoordination.builder(proxy.uri(), "ns")
                .livenessInterval(interval)
                .build();
    }

    /** Stops the process of the server: it keeps its connections and does nothing. */
    private void stopServer() throws Exception {
        try (Connection admin = server.connection()) {
            Object info = admin.executeCommand(new CommandArguments(Command.INFO).add("server"));
            String pid = Utf8.text((byte[]) info)
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .map(line -> line.substring("process_id:".length()))
                    .findFirst()
                    .orElseThrow();
            assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor())
                    .isZero();
        }
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        DaemonThreads.platform("stuck-writer-test", task).start();
        return task;
    }

    /** Starts two hundred threads that wait for messages on a channel with the longest possible name. */
    private static List<FutureTask<Boolean>> waiters(Subscription subscription) {
        List<FutureTask<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiters.add(start(() -> {
                assertThatThrownBy(() -> subscription.next(ofHours(1))).isInstanceOf(CoordinationException.class);
                return true;
            }));
        }
        return waiters;
    }

    private static void assertEnd(List<FutureTask<Boolean>> waiters) throws Exception {
        for (FutureTask<Boolean> waiter : waiters) {
            assertThat(waiter.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertLost(Subscription subscription) {
        assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(" has lost its connection (S-12): ");
    }

    @Test
    void aStoppedServerEndsAllSubscriptionsHoweverManyThreadsWait() throws Exception {
        DistributedCoordination handle = connect(ofSeconds(1));
        Messages heard = new Messages();
        Subscription waiting = handle.pubSub().subscribe("a");
        Subscription elsewhere = handle.pubSub().subscribe("a");
        Subscription listening = handle.pubSub().subscribe(List.of(Topic.channel("b")), heard);
        Subscription crowded = handle.pubSub().subscribe("x".repeat(64 * 1024));

        stopServer();
        List<FutureTask<Boolean>> waiters = waiters(crowded);

        assertLost(waiting);
        assertLost(elsewhere);
        assertThat(heard.end()).isExactlyInstanceOf(CoordinationUnavailableException.class);
        assertEnd(waiters);
        listening.close();
        start(() -> {
                    handle.close();
                    return true;
                })
                .get(20, TimeUnit.SECONDS);
    }

    /** The interval is long, so that only the calls themselves can notice that the server has stopped. */
    @Test
    void aStoppedServerDelaysNoCloseForLong() throws Exception {
        DistributedCoordination handle = connect(ofHours(1));
        Subscription subscription = handle.pubSub().subscribe("a");
        Subscription crowded = handle.pubSub().subscribe("x".repeat(64 * 1024));

        stopServer();
        List<FutureTask<Boolean>> waiters = waiters(crowded);
        FutureTask<Subscription> writer = start(() -> handle.pubSub().subscribe(LONG));

        start(() -> {
                    subscription.close();
                    return true;
                })
                .get(20, TimeUnit.SECONDS);
        start(() -> {
                    handle.close();
                    return true;
                })
                .get(20, TimeUnit.SECONDS);
        assertEnd(waiters);
        assertThatThrownBy(() -> writer.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CoordinationException.class);
    }

    @Test
    void aStuckConnectionEndsItsOwnSubscriptionsAndNoOthers() throws Exception {
        try (DistributedCoordination handle = connect(ofSeconds(2))) {
            Messages heard = new Messages();
            Subscription stuck = handle.pubSub().subscribe("a");
            Subscription listening = handle.pubSub().subscribe(List.of(Topic.channel("b")), heard);
            proxy.stallOpenConnections();
            Subscription other = handle.pubSub().subscribe("a");

            FutureTask<Subscription> writer = start(() -> handle.pubSub().subscribe(LONG));

            assertLost(stuck);
            assertThat(heard.end()).isExactlyInstanceOf(CoordinationUnavailableException.class);
            stuck.close();
            listening.close();
            try (Subscription anew = writer.get(20, TimeUnit.SECONDS)) {
                assertThat(anew.pending()).isZero();
            }
            handle.pubSub().publish("a", VALUE);
            assertThat(other.poll()).contains(Message.onChannel("a", VALUE));
        }
    }

    /** Without other threads, and without a check, the thread that is stuck must be freed. */
    @Test
    void aThreadThatIsStuckAloneIsFreed() throws Exception {
        try (DistributedCoordination handle = connect(ofHours(1))) {
            var unused = handle.pubSub().subscribe("a");
            proxy.stallOpenConnections();

            FutureTask<Subscription> writer = start(() -> handle.pubSub().subscribe(LONG));

            try (Subscription anew = writer.get(20, TimeUnit.SECONDS)) {
                assertThat(anew.pending()).isZero();
            }
        }
    }

    /** The timeouts are long, so that nothing but the call to {@code close} can free the thread. */
    @Test
    void closingTheHandleFreesAThreadThatIsStuck() throws Exception {
        proxy.stallAfter(1_000_000);
        DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                .socketTimeout(ofHours(1))
                .livenessInterval(ofHours(1))
                .build();
        FutureTask<Subscription> writer = start(() -> handle.pubSub().subscribe(LONG));
        Await.until("the thread is stuck", proxy::isStalling);

        handle.close();

        assertClosed(writer);
    }

    @Test
    void aConnectionThatIsOpenedWhileTheHandleIsClosedIsNotUsed() throws Exception {
        proxy.stallAfter(1_000_000);
        AtomicReference<DistributedCoordination> opened = new AtomicReference<>();
        DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                .socketTimeout(ofHours(1))
                .livenessInterval(ofHours(1))
                .credentialsProvider(() -> {
                    opened.get().close();
                    return new DefaultRedisCredentials(null, (CharSequence) null);
                })
                .build();
        opened.set(handle);

        assertClosed(start(() -> handle.pubSub().subscribe(LONG)));

        assertThat(proxy.isStalling()).isFalse();
    }

    private static void assertClosed(FutureTask<Subscription> writer) {
        assertThatThrownBy(() -> writer.get(20, TimeUnit.SECONDS))
                .hasCauseExactlyInstanceOf(CoordinationClosedException.class);
    }
}
