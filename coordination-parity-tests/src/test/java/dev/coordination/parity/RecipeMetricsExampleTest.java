// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.recipes.LeaderElector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The example of metrics in docs/recipes.md. */
@CoordinationTest
class RecipeMetricsExampleTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private LeaderElector elect(
            DistributedCoordination coordination, String node, ScheduledExecutorService scheduler, Clock clock) {
        DistributedCoordination counted = ObservedCoordination.of(coordination, "report", clock, this::count);
        return LeaderElector.builder(counted, "report", node, scheduler)
                .clock(clock)
                .errorHandler(thrown -> {})
                .start();
    }

    private void count(CoordinationCall call) {
        boolean refused = Optional.empty().equals(call.result()) || Boolean.FALSE.equals(call.result());
        Counter.builder("coordination.recipe.calls")
                .tag("recipe", call.handle())
                .tag("operation", call.operation().toString())
                .tag("outcome", call.thrown() != null ? "failed" : refused ? "refused" : "done")
                .register(registry)
                .increment();
    }

    @Test
    void callsOfAnElectorAreCounted(
            DistributedCoordination coordination, ScheduledExecutorService scheduler, FakeClock clock) {
        LeaderElector first = elect(coordination, "a", scheduler, clock);
        clock.advance(ofSeconds(1));
        LeaderElector second = elect(coordination, "b", scheduler, clock);
        clock.advance(ofSeconds(10)); // Renewals of a at 5 s and 10 s; attempts of b each 2 s from 1 s to 11 s.
        first.close();
        second.close();
        coordination.close();
        elect(coordination, "c", scheduler, clock);
        clock.advance(ofSeconds(1));

        assertThat(counted("leaderElection.tryAcquire", "done")).isEqualTo(1);
        assertThat(counted("leaderElection.tryAcquire", "refused")).isEqualTo(6);
        assertThat(counted("leaderElection.tryAcquire", "failed")).isEqualTo(1);
        assertThat(counted("leaderElection.renew", "done")).isEqualTo(2);
        assertThat(counted("leaderElection.release", "done")).isEqualTo(1);
    }

    private double counted(String operation, String outcome) {
        return registry.get("coordination.recipe.calls")
                .tags("recipe", "report", "operation", operation, "outcome", outcome)
                .counter()
                .count();
    }
}
