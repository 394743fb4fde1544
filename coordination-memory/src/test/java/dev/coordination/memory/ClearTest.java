// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClearTest {

    private static final Duration TTL = Duration.ofSeconds(30);

    private final MemoryBackend backend =
            MemoryBackend.builder().subscriptionBuffer(4).build();
    private final DistributedCoordination handle = backend.connect();

    @AfterEach
    void close() {
        backend.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void fill() {
        handle.cache().set("value", bytes("1"));
        handle.cache().set("expiring", bytes("1"), TTL);
        handle.cache().increment("counter", 7);
        handle.clusterMembership().register("node", Map.of("zone", "a"), TTL);
    }

    @Test
    void removesKeysLeasesAndMembers() {
        fill();
        handle.leaderElection().tryAcquire("nightly", "node", TTL);

        backend.clear();

        assertThat(handle.cache().deleteMatching("*")).isZero();
        assertThat(handle.cache().exists("value")).isFalse();
        assertThat(handle.cache().ttl("expiring")).isEmpty();
        assertThat(handle.cache().increment("counter", 1)).isEqualTo(1);
        assertThat(handle.clusterMembership().members()).isEmpty();
        assertThat(handle.clusterMembership().heartbeat("node", TTL)).isFalse();
        assertThat(handle.leaderElection().currentLeader("nightly")).isEmpty();
    }

    @Test
    void freesTheEntriesAndForgetsTheirExpiries() {
        fill();

        backend.clear();
        handle.cache().set("expiring", bytes("2"), TTL.multipliedBy(2));
        backend.clock().advance(TTL);

        assertThat(handle.cache().exists("expiring")).isTrue();
        Store store = backend.store();
        assertThat(store.values.heldEntries()).isEqualTo(1);
        assertThat(store.expiries.held()).isEqualTo(1);
        assertThat(store.members.heldEntries()).isZero();
        assertThat(store.leases.heldEntries()).isZero();
        backend.clock().advance(TTL);
        assertThat(store.values.heldEntries()).isZero();
    }

    @Test
    void fencingTokensKeepIncreasing() {
        Leadership before =
                handle.leaderElection().tryAcquire("nightly", "a", TTL).orElseThrow();

        backend.clear();

        assertThat(handle.leaderElection().renew(before, TTL)).isFalse();
        assertThat(handle.leaderElection().release(before)).isFalse();
        Leadership after =
                handle.leaderElection().tryAcquire("nightly", "a", TTL).orElseThrow();
        assertThat(after.fencingToken()).isGreaterThan(before.fencingToken());
    }

    @Test
    void dropsBufferedMessagesAndLeavesSubscriptionsOpen() {
        Subscription byChannel = handle.pubSub().subscribe("c");
        Subscription byPattern = backend.connect().pubSub().subscribeMatching("*");
        handle.pubSub().publish("c", bytes("before"));

        backend.clear();

        assertThat(byChannel.pending()).isZero();
        assertThat(byPattern.pending()).isZero();
        assertThat(handle.pubSub().publish("c", bytes("after"))).isEqualTo(2);
        assertThat(byChannel.poll()).map(Message::text).contains("after");
        assertThat(byPattern.poll()).map(Message::text).contains("after");
    }

    @Test
    void dropsBufferedMessagesOfEndedSubscriptionsAndLeavesThemEnded() {
        Subscription lost = handle.pubSub().subscribe("c");
        DistributedCoordination other = backend.connect();
        Subscription overflowed = other.pubSub().subscribe("c");
        handle.pubSub().publish("c", bytes("1"));
        backend.disconnect(handle);
        for (int i = 0; i < 5; i++) {
            other.pubSub().publish("c", bytes("2"));
        }

        backend.clear();

        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(lost::poll);
        assertThatExceptionOfType(SubscriptionOverflowException.class).isThrownBy(overflowed::poll);
        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> handle.cache().exists("k"));
    }

    @Test
    void leavesListenersSubscribed() throws Exception {
        List<String> heard = new ArrayList<>();
        handle.pubSub().subscribe(Set.of(Topic.channel("c")), message -> heard.add(message.text()));
        handle.pubSub().publish("c", bytes("1"));
        backend.settle();

        backend.clear();
        handle.pubSub().publish("c", bytes("2"));
        backend.settle();

        assertThat(heard).containsExactly("1", "2");
    }

    @Test
    void dropsMessagesThatAListenerHasNotReceived() {
        List<Runnable> tasks = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        try (MemoryBackend own =
                MemoryBackend.builder().listenerExecutor(tasks::add).build()) {
            DistributedCoordination connected = own.connect();
            connected.pubSub().subscribe(Set.of(Topic.channel("c")), message -> heard.add(message.text()));
            connected.pubSub().publish("c", bytes("before"));

            own.clear();
            tasks.forEach(Runnable::run);
            connected.pubSub().publish("c", bytes("after"));
            tasks.forEach(Runnable::run);

            assertThat(heard).containsExactly("after");
        }
    }

    @Test
    void aSnapshotSeesAllEntriesOrNone() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < 100; i++) {
                    handle.clusterMembership().register("node " + i, Map.of(), TTL);
                }
                CountDownLatch reading = new CountDownLatch(1);
                Future<Set<Integer>> sizes = threads.submit(() -> {
                    Set<Integer> seen = new TreeSet<>();
                    while (!seen.contains(0)) {
                        seen.add(handle.clusterMembership().members().size());
                        reading.countDown();
                    }
                    return seen;
                });
                reading.await();

                backend.clear();

                assertThat(sizes.get()).containsExactly(0, 100);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void worksInRealTimeAndOnAClosedBackend() {
        MemoryBackend real = MemoryBackend.inRealTime();
        DistributedCoordination connected = real.connect();
        connected.cache().set("key", bytes("1"), TTL);

        real.clear();
        assertThat(connected.cache().exists("key")).isFalse();
        real.close();
        real.clear();

        assertThat(real.store().values.heldEntries()).isZero();
    }
}
