// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that what one builder builds several times is as distinct as what several builders build. */
@CoordinationTest
class BuilderReuseTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination coordination;

    BuilderReuseTest(FakeClock clock, ScheduledExecutorService scheduler, DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = coordination;
    }

    @Test
    @Tag("E-01")
    void onlyOneElectorOfABuilderLeads() {
        LeaderElectorBuilder builder =
                LeaderElector.builder(coordination, "report", "a", scheduler).clock(clock);
        List<LeaderElector> electors = List.of(builder.start(), builder.start());

        clock.advance(ofSeconds(3));

        assertThat(electors).extracting(LeaderElector::nodeId).doesNotHaveDuplicates();
        assertThat(electors).filteredOn(elector -> elector.term().isPresent()).hasSize(1);
    }

    @Test
    @Tag("E-21")
    void onlyOneLockOfABuilderIsHeld() {
        FencedLockBuilder builder =
                FencedLock.builder(coordination, "accounts", scheduler).clock(clock);
        Stream<FencedLock> locks = Stream.of(builder.build(), builder.build());

        assertThat(locks.map(FencedLock::tryLock))
                .filteredOn(held -> held.isPresent())
                .hasSize(1);
    }

    @Test
    @Tag("E-29")
    void onlyOneRunOfABuilderHoldsTheLock() throws Exception {
        RunOnceBuilder builder =
                RunOnce.builder(coordination, "nightly", "a", scheduler).clock(clock);
        RunOnce first = builder.build();
        RunOnce second = builder.build();

        assertThat(first.run(term -> assertThat(second.run(other -> {})).isEqualTo(RunOnceResult.NOT_RUN)))
                .isEqualTo(RunOnceResult.COMPLETED);
    }

    @Test
    @Tag("E-35")
    void closingOneMemberOfABuilderLeavesTheOther() {
        MemberBuilder builder = Member.builder(coordination, "a", scheduler).clock(clock);
        Member first = builder.start();
        Member second = builder.start();
        clock.advance(ofSeconds(1));

        first.close();

        assertThat(coordination.clusterMembership().activeNodes()).containsExactly(second.nodeId());
        second.close();
    }
}
