// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests what a caller that waits gets after a grant that came too late, and whose release has failed. */
@CoordinationTest
class FencedLockLateGrantTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCoordination coordination;
    private final LeaderElection elections;
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    FencedLockLateGrantTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = new ScriptedCoordination(coordination);
        this.elections = backend.connect("other").leaderElection();
    }

    /** The first grant takes 11 s, and the lock is valid for 10 s of 15 s. Two attempts to release it fail. */
    @Test
    @Tag("E-26")
    void theReleaseOfALateGrantDoesNotFreeWhatTheSameCallerHoldsNow() throws Exception {
        AtomicInteger grants = new AtomicInteger();
        AtomicInteger releases = new AtomicInteger();
        coordination.after = () -> {
            if (lastRequest().equals("tryAcquire") && grants.incrementAndGet() == 1) {
                clock.advance(ofSeconds(11));
            }
        };
        coordination.before = () -> {
            if (lastRequest().equals("release") && releases.incrementAndGet() <= 2) {
                throw new CoordinationUnavailableException("not sent", new IllegalStateException());
            }
        };
        FencedLock lock = FencedLock.builder(coordination, "accounts", scheduler)
                .clock(clock)
                .errorHandler(errors::add)
                .build();

        HeldLock held = clock.during(ofMillis(11_500), () -> lock.lock(ofSeconds(30)));

        assertThat(held.isValid()).isTrue();
        assertThat(elections.currentLeader("accounts").map(Leadership::fencingToken))
                .contains(held.fencingToken());
        assertThat(elections.tryAcquire("accounts", "somebody else", ofSeconds(15)))
                .isEmpty();
    }

    private String lastRequest() {
        synchronized (coordination.requests) {
            return coordination.requests.get(coordination.requests.size() - 1);
        }
    }
}
