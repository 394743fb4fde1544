// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaximumEntriesTest {

    private static final int MAXIMUM = 3;
    private static final int ROUNDS = 2_000;
    private static final byte[] X = "x".getBytes(UTF_8);

    private final FakeClock clock = FakeClock.create();
    private final MemoryBackend backend =
            MemoryBackend.builder().clock(clock).maximumEntries(MAXIMUM).build();
    private final DistributedCoordination handle = backend.connect();

    @AfterEach
    void close() {
        backend.close();
    }

    /** An operation that creates an entry. */
    private enum Creation {
        SET {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().set(name, X);
            }
        },
        SET_WITH_TTL {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().set(name, X, ofSeconds(1));
            }
        },
        SET_IF_ABSENT {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().setIfAbsent(name, X);
            }
        },
        SET_IF_ABSENT_WITH_TTL {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().setIfAbsent(name, X, ofSeconds(1));
            }
        },
        INCREMENT {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().increment(name, 1);
            }
        },
        INCREMENT_WITH_TTL {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.cache().increment(name, 1, ofSeconds(1));
            }
        },
        TRY_ACQUIRE {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.leaderElection().tryAcquire(name, "node", ofSeconds(1));
            }

            @Override
            boolean exists(DistributedCoordination handle, String name) {
                return handle.leaderElection().currentLeader(name).isPresent();
            }

            @Override
            boolean delete(DistributedCoordination handle, String name) {
                return handle.leaderElection().release(name, "node");
            }
        },
        REGISTER {
            @Override
            void create(DistributedCoordination handle, String name) {
                handle.clusterMembership().register(name, Map.of(), ofSeconds(1));
            }

            @Override
            boolean exists(DistributedCoordination handle, String name) {
                return handle.clusterMembership().members().containsKey(name);
            }

            @Override
            boolean delete(DistributedCoordination handle, String name) {
                return handle.clusterMembership().deregister(name);
            }
        };

        abstract void create(DistributedCoordination handle, String name);

        boolean exists(DistributedCoordination handle, String name) {
            return handle.cache().exists(name);
        }

        boolean delete(DistributedCoordination handle, String name) {
            return handle.cache().delete(name);
        }
    }

    private static void assertRefused(ThrowingCallable creation) {
        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(creation)
                .withMessage(
                        "the in-memory backend already holds its maximum of 3 entries (G-06): delete entries, let some"
                                + " expire, or raise maximumEntries");
    }

    private void fill(Creation creation, int entries) {
        for (int i = 1; i <= entries; i++) {
            creation.create(handle, creation + " " + i);
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Creation.values())
                .flatMap(filling -> Stream.of(Creation.values()).map(last -> Arguments.of(filling, last)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theMaximumCountsTheEntriesOfAllAreas(Creation filling, Creation last) {
        fill(filling, MAXIMUM - 1);
        last.create(handle, "last");
        assertThat(last.exists(handle, "last")).isTrue();

        assertRefused(() -> last.create(handle, "one more"));

        assertThat(last.exists(handle, "one more")).isFalse();
        assertThat(last.exists(handle, "last")).isTrue();
        assertThat(filling.exists(handle, filling + " 1")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aDeletedEntryMakesRoom(Creation filling, Creation next) {
        fill(filling, MAXIMUM);
        assertRefused(() -> next.create(handle, "next"));
        assertThat(filling.delete(handle, filling + " 2")).isTrue();

        next.create(handle, "next");

        assertThat(next.exists(handle, "next")).isTrue();
        assertRefused(() -> next.create(handle, "one more"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SET_WITH_TTL", "SET_IF_ABSENT_WITH_TTL", "INCREMENT_WITH_TTL", "TRY_ACQUIRE", "REGISTER"})
    void expiredEntriesMakeRoom(Creation creation) {
        fill(creation, MAXIMUM);

        clock.advance(ofSeconds(1));

        fill(creation, MAXIMUM);
        assertRefused(() -> creation.create(handle, "one more"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SET_WITH_TTL", "SET_IF_ABSENT_WITH_TTL", "INCREMENT_WITH_TTL", "TRY_ACQUIRE", "REGISTER"})
    void anExpiredEntryDoesNotCountEvenIfItIsNotFreedYet(Creation creation) {
        AtomicLong nanoTime = new AtomicLong();
        try (MemoryBackend real = MemoryBackend.builder()
                .time(new RealTime(nanoTime::get, work -> new Thread(() -> {})))
                .maximumEntries(MAXIMUM)
                .build()) {
            DistributedCoordination inRealTime = real.connect();
            for (int i = 1; i <= MAXIMUM; i++) {
                creation.create(inRealTime, "old " + i);
            }
            nanoTime.addAndGet(ofSeconds(1).toNanos() - 1);
            assertRefused(() -> creation.create(inRealTime, "old 0"));

            nanoTime.addAndGet(1);

            creation.create(inRealTime, "old 1");
            creation.create(inRealTime, "new 2");
            creation.create(inRealTime, "new 3");
            assertRefused(() -> creation.create(inRealTime, "new 4"));
        }
    }

    @Test
    void deleteMatchingMakesRoomForAsManyEntriesAsItDeletes() {
        fill(Creation.SET, MAXIMUM);

        handle.cache().deleteMatching("SET [12]");

        fill(Creation.REGISTER, 2);
        assertRefused(() -> handle.cache().set("one more", X));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void clearMakesRoomForTheMaximum(Creation filling, Creation next) {
        fill(filling, MAXIMUM);

        backend.clear();

        fill(next, MAXIMUM);
        assertRefused(() -> filling.create(handle, "one more"));
    }

    @Test
    void operationsThatCreateNothingStillWorkInAFullCache() {
        SharedCache cache = handle.cache();
        cache.set("a", X);
        cache.set("b", "5".getBytes(UTF_8));
        cache.set("c", X);

        cache.set("a", "y".getBytes(UTF_8));
        cache.set("a", "z".getBytes(UTF_8), ofSeconds(5));
        assertThat(cache.get("a")).contains("z".getBytes(UTF_8));
        assertThat(cache.ttl("a")).contains(ofSeconds(5));
        assertThat(cache.increment("b", 2)).isEqualTo(7);
        assertThat(cache.increment("b", 2, ofSeconds(1))).isEqualTo(9);
        assertThat(cache.setIfAbsent("c", X)).isFalse();
        assertThat(cache.setIfAbsent("c", X, ofSeconds(1))).isFalse();
        assertThat(cache.replace("c", X, "y".getBytes(UTF_8))).isTrue();
        assertThat(cache.replace("absent", X, X)).isFalse();
        assertThat(cache.expire("c", ofSeconds(1))).isTrue();
        assertThat(cache.expire("absent", ofSeconds(1))).isFalse();
        assertThat(cache.delete("absent")).isFalse();
        assertThat(cache.delete("absent", X)).isFalse();
        assertThat(cache.get("absent")).isEmpty();
        assertRefused(() -> cache.set("absent", X));
    }

    @Test
    void renewalsAndReadsStillWorkInAFullBackend() {
        LeaderElection elections = handle.leaderElection();
        Leadership held = elections.tryAcquire("e", "n", ofSeconds(1)).orElseThrow();
        handle.clusterMembership().register("n", Map.of(), ofSeconds(1));
        handle.cache().set("k", X);

        assertThat(elections.tryAcquire("e", "n", ofSeconds(2))).contains(held);
        assertThat(elections.tryAcquire("e", "other", ofSeconds(1))).isEmpty();
        assertThat(elections.renew(held, ofSeconds(2))).isTrue();
        assertThat(elections.release("free", "n")).isFalse();
        assertThat(elections.currentLeader("free")).isEmpty();
        assertThat(handle.clusterMembership().heartbeat("n", ofSeconds(2))).isTrue();
        assertThat(handle.clusterMembership().heartbeat("unknown", ofSeconds(2)))
                .isFalse();
        assertThat(handle.clusterMembership().deregister("unknown")).isFalse();
        handle.clusterMembership().register("n", Map.of("a", "b"), ofSeconds(2));
        assertThat(handle.clusterMembership().metadata("n")).contains(Map.of("a", "b"));
        assertThat(handle.pubSub().subscribe("c").pending()).isZero();
        assertRefused(() -> elections.tryAcquire("free", "n", ofSeconds(1)));
    }

    @Test
    void fencingTokensStillIncreaseAfterARefusal() {
        LeaderElection elections = handle.leaderElection();
        fill(Creation.SET, MAXIMUM - 1);
        Leadership first = elections.tryAcquire("e", "n", ofSeconds(1)).orElseThrow();
        assertRefused(() -> elections.tryAcquire("other", "n", ofSeconds(1)));
        elections.release(first);

        Leadership second = elections.tryAcquire("e", "n", ofSeconds(1)).orElseThrow();

        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
    }

    /** Two threads create entries of every kind at the same time, each under its own names. */
    @Test
    void racingThreadsCreateExactlyTheMaximum() throws Exception {
        AtomicIntegerArray created = new AtomicIntegerArray(ROUNDS);
        AtomicInteger arrivals = new AtomicInteger();
        List<FutureTask<Boolean>> threads = IntStream.range(0, 2)
                .mapToObj(thread -> new FutureTask<>(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        meet(arrivals, 4 * round + 2);
                        created.addAndGet(round, create("round " + round + ", thread " + thread));
                        meet(arrivals, 4 * round + 4);
                        if (thread == 0) {
                            handle.cache().deleteMatching("*");
                            clock.advance(ofSeconds(1));
                        }
                    }
                    return true;
                }))
                .toList();
        threads.forEach(task -> new Thread(task).start());
        for (FutureTask<Boolean> task : threads) {
            assertThat(task.get()).isTrue();
        }

        assertThat(IntStream.range(0, ROUNDS).map(created::get)).containsOnly(MAXIMUM);
    }

    /** Tries to create one entry of each kind, and returns how many it created. */
    private int create(String prefix) {
        int created = 0;
        for (Creation creation : Creation.values()) {
            try {
                creation.create(handle, prefix + creation);
                created++;
            } catch (CoordinationUnavailableException e) {
                assertThat(creation.exists(handle, prefix + creation)).isFalse();
            }
        }
        return created;
    }

    private static void meet(AtomicInteger arrivals, int count) {
        arrivals.incrementAndGet();
        while (arrivals.get() < count) {
            Thread.yield();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAMaximumThatIsNotPositive(int maximum) {
        MemoryBackend.Builder builder = MemoryBackend.builder().maximumEntries(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maximumEntries(maximum))
                .withMessage("maximumEntries must be positive, but was " + maximum);

        try (MemoryBackend one = builder.build()) {
            one.connect().cache().set("a", X);
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> one.connect().cache().set("b", X));
        }
    }

    @Test
    void aBackendWithoutALimitUsesMapsThatDoNotCountEntries() {
        try (MemoryBackend unlimited = MemoryBackend.create()) {
            assertThat(unlimited.store().values).isExactlyInstanceOf(ExpiringMap.class);
            assertThat(unlimited.store().leases).isExactlyInstanceOf(ExpiringMap.class);
            assertThat(unlimited.store().members).isExactlyInstanceOf(SnapshotMap.class);
        }
    }
}
