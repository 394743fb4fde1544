// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.CounterOverflowException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HandleTest {

    private static final byte[] X = "x".getBytes(UTF_8);

    private final MemoryBackend backend =
            MemoryBackend.builder().subscriptionBuffer(2).build();
    private final FakeClock clock = backend.clock();
    private final DistributedCoordination a = backend.connect();
    private final DistributedCoordination b = backend.connect();

    @AfterEach
    void close() {
        backend.close();
    }

    @Nested
    class Expiry {

        @Test
        void happensAtTheExactInstantForKeysLeasesAndMembers() {
            a.cache().set("k", X, ofMillis(1500));
            a.leaderElection().tryAcquire("e", "n", ofMillis(1500));
            a.clusterMembership().register("n", Map.of(), ofMillis(1500));

            clock.advance(ofMillis(1500).minusNanos(1));
            assertThat(b.cache().exists("k")).isTrue();
            assertThat(b.cache().ttl("k")).contains(ofMillis(1));
            assertThat(b.leaderElection().currentLeader("e")).isPresent();
            assertThat(b.clusterMembership().activeNodes()).containsExactly("n");

            clock.advance(ofNanos(1));
            assertThat(b.cache().exists("k")).isFalse();
            assertThat(b.cache().ttl("k")).isEmpty();
            assertThat(b.leaderElection().currentLeader("e")).isEmpty();
            assertThat(b.clusterMembership().activeNodes()).isEmpty();
        }

        @Test
        void roundsTtlsUpToWholeMilliseconds() {
            a.cache().set("k", X, ofNanos(1));
            assertThat(a.cache().ttl("k")).contains(ofMillis(1));

            clock.advance(ofNanos(999_999));
            assertThat(a.cache().exists("k")).isTrue();

            clock.advance(ofNanos(1));
            assertThat(a.cache().exists("k")).isFalse();
        }

        @Test
        void freesEntriesThatAreNeverAccessedAgain() {
            for (int i = 0; i < 1000; i++) {
                a.cache().set("k" + i, X, ofSeconds(i % 10 + 1));
                a.leaderElection().tryAcquire("e" + i, "n", ofSeconds(i % 10 + 1));
                a.clusterMembership().register("n" + i, Map.of(), ofSeconds(i % 10 + 1));
            }
            a.cache().set("stays", X);
            Store store = backend.store();
            assertThat(store.members.heldEntries()).isEqualTo(1000);

            clock.advance(ofSeconds(10));

            assertThat(store.values.heldEntries()).isEqualTo(1);
            assertThat(store.expiries.held()).isZero();
            assertThat(store.leases.heldEntries()).isZero();
            assertThat(store.members.heldEntries()).isZero();
        }

        @Test
        void isSeenByTasksAtTheirOwnInstant() {
            a.cache().set("k", X, ofSeconds(2));
            StringBuilder seen = new StringBuilder();
            clock.scheduler()
                    .scheduleAtFixedRate(
                            () -> seen.append(b.cache().exists("k") ? "+" : "-"),
                            1,
                            1,
                            java.util.concurrent.TimeUnit.SECONDS);

            clock.advance(ofSeconds(4));

            assertThat(seen).hasToString("+---");
        }
    }

    @Nested
    class DisconnectedHandle {

        @Test
        void cannotReachTheBackendWhileOthersCan() {
            backend.disconnect(a);

            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> a.cache().get("k"))
                    .withMessage("in-memory handle 1 cannot reach its backend (G-06): it was disconnected");
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> a.pubSub().subscribe("c"));
            b.cache().set("k", X);

            backend.reconnect(a);
            assertThat(a.cache().get("k")).contains(X);
        }

        @Test
        void losesItsSubscriptionsButNotItsData() {
            Subscription lost = a.pubSub().subscribe("c");
            a.clusterMembership().register("n", Map.of(), ofSeconds(5));
            b.pubSub().publish("c", X);

            backend.disconnect(a);
            assertThat(b.pubSub().publish("c", X)).isZero();
            backend.reconnect(a);

            assertThat(lost.pending()).isEqualTo(1);
            assertThat(lost.poll()).map(Message::text).contains("x");
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(lost::poll)
                    .withMessage(
                            "subscription to channel \"c\" has lost its connection (S-12): close it and subscribe again");
            assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(lost::pending);
            assertThat(b.clusterMembership().activeNodes()).containsExactly("n");
        }

        @Test
        void canBeClosedAndStaysClosed() {
            backend.disconnect(a);
            a.close();
            backend.disconnect(a);
            backend.reconnect(a);

            assertThatExceptionOfType(CoordinationClosedException.class)
                    .isThrownBy(() -> a.cache().get("k"))
                    .withMessage("in-memory handle 1 is closed (G-05)");
        }

        @Test
        void mustBelongToTheBackend() {
            try (MemoryBackend other = MemoryBackend.create()) {
                DistributedCoordination foreign = other.connect();

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> backend.disconnect(foreign))
                        .withMessage("handle must belong to this backend, but was in-memory handle 1");
                assertThatIllegalArgumentException().isThrownBy(() -> backend.reconnect(foreign));
                assertThat(foreign.cache().exists("k")).isFalse();
            }
            assertThatNullPointerException()
                    .isThrownBy(() -> backend.disconnect(null))
                    .withMessage("handle must not be null");
        }
    }

    @Nested
    class Closing {

        @Test
        void theBackendClosesEveryHandle() {
            Subscription subscription = a.pubSub().subscribe("c");

            backend.close();
            backend.close();

            assertThatExceptionOfType(CoordinationClosedException.class)
                    .isThrownBy(() -> b.cache().get("k"))
                    .withMessage("in-memory handle 2 is closed (G-05)");
            assertThatExceptionOfType(CoordinationClosedException.class).isThrownBy(subscription::poll);
            assertThatExceptionOfType(CoordinationClosedException.class)
                    .isThrownBy(backend::connect)
                    .withMessage("the in-memory backend is closed");
        }

        @Test
        void aHandleDoesNotStopArgumentChecks() {
            a.close();

            assertThatIllegalArgumentException().isThrownBy(() -> a.cache().get(""));
            assertThatExceptionOfType(CoordinationClosedException.class)
                    .isThrownBy(() -> a.cache().get("k"));
        }
    }

    @Nested
    class Messages {

        @Test
        void nameTheKeyAndTheValueThatIsNotACounter() {
            SharedCache cache = a.cache();
            cache.set("k", "+1".getBytes(UTF_8));
            cache.set("max", Long.toString(Long.MAX_VALUE).getBytes(UTF_8));

            assertThatExceptionOfType(NotACounterException.class)
                    .isThrownBy(() -> cache.increment("k", 1))
                    .withMessage(
                            "key \"k\" holds \"+1\", which is not the canonical decimal form of a 64-bit integer (C-09)");
            assertThatExceptionOfType(CounterOverflowException.class)
                    .isThrownBy(() -> cache.increment("max", 1))
                    .withMessage("key \"max\" holds 9223372036854775807, and +1 would leave the 64-bit range (C-10)");
            assertThat(cache.get("k")).contains("+1".getBytes(UTF_8));
        }

        @Test
        void nameTheSubscriptionThatOverflowed() {
            Subscription slow = a.pubSub().subscribe("c", "d");
            for (int i = 0; i < 3; i++) {
                assertThat(b.pubSub().publish("c", X)).isEqualTo(1);
            }

            assertThat(slow.pending()).isEqualTo(2);
            slow.poll();
            slow.poll();
            assertThatExceptionOfType(SubscriptionOverflowException.class)
                    .isThrownBy(slow::poll)
                    .withMessage(
                            "subscription to channel \"c\", channel \"d\" fell behind by more than its buffer of 2 messages and lost"
                                    + " some (S-08): close it and subscribe again");
        }

        @Test
        void describeBackendsHandlesAndSubscriptions() {
            assertThat(backend).hasToString("in-memory backend at 2030-01-02T03:04:05Z");
            assertThat(a).hasToString("in-memory handle 1");
            assertThat(a.pubSub().subscribeMatching("c*")).hasToString("subscription to pattern \"c*\"");
        }
    }

    @Test
    void refusesASubscriptionBufferThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryBackend.builder().subscriptionBuffer(0))
                .withMessage("subscriptionBuffer must be positive, but was 0");
    }

    @Test
    void severalBackendsMayShareAClock() {
        try (MemoryBackend other = MemoryBackend.builder().clock(clock).build()) {
            DistributedCoordination there = other.connect();
            there.cache().set("k", X, ofSeconds(1));
            assertThat(a.cache().exists("k")).isFalse();

            clock.advance(ofSeconds(1));

            assertThat(there.cache().exists("k")).isFalse();
        }
    }

    @Test
    void messagesContainTheNameOfTheBackend() {
        MemoryBackend backend = MemoryBackend.builder().name("the other").build();
        DistributedCoordination handle = backend.connect();
        assertThat(backend).hasToString("in-memory backend of the other at 2030-01-02T03:04:05Z");
        assertThat(handle).hasToString("in-memory handle 1 of the other");

        try (MemoryBackend unnamed = MemoryBackend.create()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> unnamed.disconnect(handle))
                    .withMessageEndingWith("but was in-memory handle 1 of the other");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryBackend.builder().name(" "))
                .withMessage("name must not be blank, but was \" \"");
        assertThatNullPointerException()
                .isThrownBy(() -> MemoryBackend.builder().name(null))
                .withMessage("name must not be null");
    }

    @Test
    void messagesSayWhyABackendWasClosed() {
        MemoryBackend backend = MemoryBackend.builder().name("a test").build();
        DistributedCoordination open = backend.connect();
        DistributedCoordination closedBefore = backend.connect();
        closedBefore.close();

        backend.close("it has ended");
        backend.close("and again");

        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> open.cache().get("k"))
                .withMessage("in-memory handle 1 of a test is closed (G-05): it has ended");
        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> closedBefore.cache().get("k"))
                .withMessage("in-memory handle 2 of a test is closed (G-05)");
        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(backend::connect)
                .withMessage("the in-memory backend of a test is closed: it has ended");
        assertThatNullPointerException().isThrownBy(() -> backend.close(null)).withMessage("reason must not be null");
    }
}
