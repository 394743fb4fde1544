// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** Tests that every method releases its locks, so that another thread can call it afterwards. */
class LockReleaseTest {

    private final FakeClock clock = FakeClock.create();
    private final MemoryBackend backend = MemoryBackend.builder().clock(clock).build();
    private final DistributedCoordination handle = backend.connect();
    private final ScheduledExecutorService scheduler = clock.scheduler();

    private static <T> T onAnotherThread(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "lock-release-test");
        thread.setDaemon(true);
        thread.start();
        return task.get(10, SECONDS);
    }

    @Test
    void aClockReleasesItsLocks() throws Exception {
        clock.advanceTo(clock.instant().plusSeconds(1));
        onAnotherThread(() -> {
            clock.advance(ofSeconds(1));
            return true;
        });

        scheduler.execute(() -> {});
        assertThat(clock.advanceToNextTask()).isTrue();
        assertThat(onAnotherThread(clock::advanceToNextTask)).isFalse();
        assertThat(clock.advanceToNextTask()).isFalse();
        onAnotherThread(() -> {
            clock.advance(ofSeconds(1));
            return true;
        });

        assertThat(clock.waiters().count()).isZero();
        assertThat(onAnotherThread(() -> clock.waiters().count())).isZero();
    }

    @Test
    void aSchedulerReleasesItsLocks() throws Exception {
        assertThat(scheduler.isShutdown()).isFalse();
        assertThat(onAnotherThread(scheduler::isShutdown)).isFalse();
        assertThat(scheduler.isTerminated()).isFalse();
        assertThat(onAnotherThread(scheduler::isTerminated)).isFalse();
        assertThat(scheduler.awaitTermination(0, SECONDS)).isFalse();
        assertThat(onAnotherThread(() -> scheduler.awaitTermination(0, SECONDS)))
                .isFalse();
        scheduler.shutdown();
        assertThat(onAnotherThread(scheduler::isShutdown)).isTrue();
        assertThat(scheduler.shutdownNow()).isEmpty();
        assertThat(onAnotherThread(scheduler::shutdownNow)).isEmpty();
    }

    @Test
    void aTaskReleasesItsLock() throws Exception {
        ScheduledFuture<String> task = scheduler.schedule(() -> "done", 1, SECONDS);
        clock.advance(ofSeconds(1));

        assertThat(task.get()).isEqualTo("done");
        assertThat(onAnotherThread(() -> task.get(1, SECONDS))).isEqualTo("done");
    }

    @Test
    void clearingAndSettlingReleaseTheLocks() throws Exception {
        Subscription subscription = handle.pubSub().subscribe("c");
        handle.pubSub().subscribe(Set.of(Topic.channel("c")), message -> {});

        backend.settle();
        backend.clear();

        onAnotherThread(() -> {
            backend.settle();
            backend.clear();
            return backend.connect().pubSub().publish("c", new byte[1]);
        });
        backend.settle();
        assertThat(subscription.pending()).isEqualTo(1);
        assertThat(onAnotherThread(subscription::pending)).isEqualTo(1);
        assertThat(onAnotherThread(() -> handle.pubSub().subscribe("other"))).isNotNull();
    }

    @Test
    void aBackendReleasesItsLocks() throws Exception {
        backend.disconnect(handle);
        backend.reconnect(handle);
        assertThat(onAnotherThread(() -> handle.cache().exists("k"))).isFalse();
        onAnotherThread(() -> {
            backend.disconnect(handle);
            return true;
        });

        backend.close();
        onAnotherThread(() -> {
            backend.close();
            return true;
        });
    }
}
