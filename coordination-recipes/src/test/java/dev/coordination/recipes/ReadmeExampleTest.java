// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The example of a leader in {@code README.md}. */
@CoordinationTest
class ReadmeExampleTest {

    private final ScheduledExecutorService scheduler;
    private final FakeClock clock;
    private final List<DistributedCoordination> leaders = new CopyOnWriteArrayList<>();

    ReadmeExampleTest(ScheduledExecutorService scheduler, FakeClock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    private LeaderElector elect(DistributedCoordination coordination) {
        return LeaderElector.builder(coordination, "report", "node", scheduler)
                .leaseDuration(ofSeconds(15))
                .onElected(term -> leaders.add(coordination))
                .onLost((term, reason) -> leaders.remove(coordination))
                .start();
    }

    @Test
    void anotherNodeTakesOver(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b) {
        List<LeaderElector> electors = List.of(elect(a), elect(b));
        clock.advance(ofSeconds(60));
        electors.get(0).close();
        clock.advance(ofSeconds(2));
        assertThat(leaders).containsExactly(b);
        electors.get(1).close();
    }
}
