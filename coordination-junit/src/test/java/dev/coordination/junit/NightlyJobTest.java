// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.memory.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
class NightlyJobTest {

    @Test
    void onlyOneNodeRuns(DistributedCoordination coordination, FakeClock clock) {
        LeaderElection leaders = coordination.leaderElection();
        assertThat(leaders.tryAcquire("nightly", "node-a", ofSeconds(30))).isPresent();
        assertThat(leaders.tryAcquire("nightly", "node-b", ofSeconds(30))).isEmpty();

        clock.advance(ofSeconds(30));

        assertThat(leaders.tryAcquire("nightly", "node-b", ofSeconds(30))).isPresent();
    }
}
