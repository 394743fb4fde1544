// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes.md}. */
@CoordinationTest
class ElectorExampleTest {

    /** Stands for what only the leader does. */
    static final class Report {

        private final List<String> events;

        Report(List<String> events) {
            this.events = events;
        }

        void start(Term term) {
            events.add("start " + term.fencingToken());
        }

        void stop() {
            events.add("stop");
        }

        boolean isRunning() {
            return hasRun() && !events.get(events.size() - 1).equals("stop");
        }

        boolean hasRun() {
            return !events.isEmpty();
        }
    }

    private static LeaderElector elect(
            DistributedCoordination coordination, String node, ScheduledExecutorService scheduler, Report report) {
        return LeaderElector.builder(coordination, "report", node, scheduler)
                .onElected(term -> report.start(term))
                .onLost((term, reason) -> report.stop())
                .start();
    }

    @Test
    void anotherNodeTakesOver(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            ScheduledExecutorService scheduler,
            FakeClock clock) {
        Report ofA = new Report(new ArrayList<>());
        Report ofB = new Report(new ArrayList<>());

        LeaderElector first = elect(a, "a", scheduler, ofA);
        LeaderElector second = elect(b, "b", scheduler, ofB);
        clock.advance(ofSeconds(60));
        first.close();
        clock.advance(ofSeconds(2));

        assertThat(ofA.isRunning()).isFalse();
        assertThat(ofB.isRunning()).isTrue();
        second.close();
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void oneReportRunsAtATime(Nodes nodes) {
        Report ofA = new Report(nodes.ghostList());
        Report ofB = new Report(nodes.ghostList());
        nodes.always("one report runs", () -> !ofA.isRunning() || !ofB.isRunning());

        nodes.run(
                a -> {
                    LeaderElector elector = elect(a, "a", a.scheduler(), ofA);
                    a.sleep(ofSeconds(3));
                    elector.close();
                },
                b -> {
                    LeaderElector elector = elect(b, "b", b.scheduler(), ofB);
                    b.sleep(ofSeconds(12));
                    elector.close();
                });

        nodes.sometimes("both have led", ofA.hasRun() && ofB.hasRun());
    }
}
