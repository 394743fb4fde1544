// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that entries are freed after they expire in real time. The test supplies the threads and runs the reaper itself. */
class RealTimeReaperTest {

    private static final int ROUNDS = 10_000;
    private static final byte[] X = "x".getBytes(UTF_8);

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger started = new AtomicInteger();
    private final MemoryBackend backend = MemoryBackend.builder()
            .time(new RealTime(nanoTime::get, this::countedThread))
            .build();
    private final DistributedCoordination handle = backend.connect();
    private final Store store = backend.store();
    private final BackgroundReaper reaper = (BackgroundReaper) store.reaper;

    private Thread countedThread(Runnable work) {
        return new Thread(work) {
            @Override
            public void start() {
                started.incrementAndGet();
            }
        };
    }

    /** The kinds of entries that can expire. */
    private enum Kind {
        KEY {
            @Override
            void create(DistributedCoordination handle, String name, Duration ttl) {
                handle.cache().set(name, X, ttl);
            }

            @Override
            void delete(DistributedCoordination handle, String name) {
                handle.cache().delete(name);
            }

            @Override
            ExpiringMap<?> map(Store store) {
                return store.values;
            }
        },
        LEASE {
            @Override
            void create(DistributedCoordination handle, String name, Duration ttl) {
                handle.leaderElection().tryAcquire(name, "node", ttl);
            }

            @Override
            void delete(DistributedCoordination handle, String name) {
                handle.leaderElection().release(name, "node");
            }

            @Override
            ExpiringMap<?> map(Store store) {
                return store.leases;
            }
        },
        MEMBER {
            @Override
            void create(DistributedCoordination handle, String name, Duration ttl) {
                handle.clusterMembership().register(name, Map.of(), ttl);
            }

            @Override
            void delete(DistributedCoordination handle, String name) {
                handle.clusterMembership().deregister(name);
            }

            @Override
            ExpiringMap<?> map(Store store) {
                return store.members;
            }
        };

        abstract void create(DistributedCoordination handle, String name, Duration ttl);

        abstract void delete(DistributedCoordination handle, String name);

        abstract ExpiringMap<?> map(Store store);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private void pass(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
    }

    @ParameterizedTest
    @EnumSource
    void expiredEntriesAreFreedWhenTheReaperRuns(Kind kind) {
        for (int seconds = 1; seconds <= 3; seconds++) {
            kind.create(handle, "a" + seconds, ofSeconds(seconds));
        }

        pass(ofMillis(1_999));
        assertThat(reaper.reap()).as("the thread continues").isTrue();
        assertThat(kind.map(store).heldEntries()).isEqualTo(2);
        pass(ofMillis(1));
        assertThat(reaper.reap()).as("the thread continues").isTrue();
        assertThat(kind.map(store).heldEntries()).isEqualTo(1);
        pass(ofSeconds(1));
        assertThat(reaper.reap()).as("the thread continues").isFalse();

        assertThat(kind.map(store).heldEntries()).isZero();
        assertThat(reaper.isRunning()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatHasGrownIsReplaced(Kind kind) {
        Object before = kind.map(store).table();
        for (int i = 0; i < 2_000; i++) {
            kind.create(handle, "a" + i, ofSeconds(1));
        }

        pass(ofSeconds(1));
        reaper.reap();

        assertThat(kind.map(store).table()).isNotSameAs(before);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadExistsWhileThereAreEntriesThatCanExpire(Kind kind) {
        handle.cache().set("stays", X);
        handle.pubSub().subscribe("c");
        assertThat(started).as("nothing expires").hasValue(0);

        for (int i = 0; i < 100; i++) {
            kind.create(handle, "a" + i, ofSeconds(1));
        }
        assertThat(started).hasValue(1);
        for (int i = 0; i < 100; i++) {
            assertThat(reaper.reap()).as("the thread continues").isTrue();
            kind.delete(handle, "a" + i);
        }

        assertThat(reaper.reap()).as("the thread continues").isFalse();
        assertThat(reaper.isRunning()).isFalse();
        assertThat(handle.cache().exists("stays")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aThreadStartsAgainWithTheNextEntryThatCanExpire(Kind kind) {
        for (int i = 1; i <= 3; i++) {
            kind.create(handle, "a", ofSeconds(1));
            assertThat(started).hasValue(i);
            pass(ofSeconds(1));
            assertThat(reaper.reap()).as("the thread continues").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClearedBackendHasNoThreadUntilTheNextEntryThatCanExpire(Kind kind) {
        kind.create(handle, "a", ofSeconds(1));

        backend.clear();
        assertThat(reaper.reap()).as("the thread continues").isFalse();
        kind.create(handle, "a", ofSeconds(1));

        assertThat(started).hasValue(2);
    }

    @Test
    void aThreadStartsWhenAKeyIsGivenATtl() {
        handle.cache().set("k", X);
        assertThat(reaper.isRunning()).isFalse();

        handle.cache().expire("k", ofSeconds(1));

        assertThat(reaper.isRunning()).isTrue();
    }

    @Test
    void anEntryIsFreedEvenIfItWasAddedWhileTheOnlyOtherEntryExpired() throws Exception {
        handle.cache().set("first", X, ofSeconds(1));
        pass(ofSeconds(1));
        FutureTask<Boolean> reap = new FutureTask<>(reaper::reap);
        Thread reaping = new Thread(reap);

        store.values.change("second", (live, now) -> {
            reaping.start();
            while (reaping.getState() != Thread.State.WAITING && !reap.isDone()) {
                Thread.onSpinWait();
            }
            return new Entry<>(X, Entry.deadline(now, 1_000));
        });

        boolean continues = reap.get(10, TimeUnit.SECONDS);
        assertThat(reaper.isRunning()).isTrue();
        assertThat(started).as("the thread continues, or another has started").hasValue(continues ? 1 : 2);
        pass(ofSeconds(1));
        assertThat(reaper.reap()).as("the thread continues").isFalse();
        assertThat(store.values.heldEntries()).isZero();
    }

    /**
     * One thread runs the reaper continuously while another adds and deletes an entry, so that the reaper often ends just
     * as an entry is added. Now and then the second thread waits until the reaper has ended, so that the reaper sometimes
     * ends even on a busy machine.
     */
    @ParameterizedTest
    @EnumSource
    void thereIsAlwaysAThreadWhileSomethingCanExpire(Kind kind) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger ends = new AtomicInteger();
        FutureTask<Void> reaps = new FutureTask<>(() -> {
            while (!done.get()) {
                if (reaper.isRunning() && !reaper.reap()) {
                    ends.incrementAndGet();
                }
            }
            return null;
        });
        new Thread(reaps).start();

        try {
            for (int i = 0; i < ROUNDS; i++) {
                int before = ends.get();
                kind.create(handle, "a" + i % 64, ofSeconds(1));
                assertThat(reaper.isRunning()).as("in round %d", i).isTrue();
                assertThat(store.expiries.size()).isEqualTo(1);
                kind.delete(handle, "a" + i % 64);
                if (i % 64 == 0) {
                    awaitMoreThan(before, ends);
                }
            }
        } finally {
            done.set(true);
        }

        reaps.get(10, TimeUnit.SECONDS);
    }

    private static void awaitMoreThan(int before, AtomicInteger ends) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (ends.get() == before) {
            assertThat(System.nanoTime() - end)
                    .as("the thread ends once nothing can expire")
                    .isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void aClosedBackendStartsNoThread() {
        backend.close();

        store.values.change("k", (live, now) -> new Entry<>(X, Entry.deadline(now, 1_000)));

        assertThat(started).hasValue(0);
    }

    /** In real time, entries that are never accessed again are freed, the thread ends, and the backend is garbage-collected. */
    @Test
    void aBackendThatIsNeverClosedIsCollectedOnceEverythingHasExpired() throws Exception {
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        WeakReference<MemoryBackend> unreferenced = withOneKeyThatExpires(thread);

        Thread reaperThread = thread.get();
        assertThat(reaperThread).isNotNull();
        reaperThread.join(10_000);
        assertThat(reaperThread.isAlive()).isFalse();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (unreferenced.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(unreferenced.get()).isNull();
    }

    private static WeakReference<MemoryBackend> withOneKeyThatExpires(AtomicReference<@Nullable Thread> thread) {
        MemoryBackend real = MemoryBackend.builder()
                .time(new RealTime(System::nanoTime, work -> {
                    Thread daemon = BackgroundReaper.daemon(work);
                    thread.set(daemon);
                    return daemon;
                }))
                .build();
        real.connect().cache().set("k", X, ofMillis(1));
        return new WeakReference<>(real);
    }
}
