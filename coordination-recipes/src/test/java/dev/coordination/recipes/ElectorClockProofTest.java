// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationFailedError;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Explores electors whose clocks do not agree with that of the backend. The lease lasts 15 s, and the margin is 5 s. */
@Tag("one-jdk")
class ElectorClockProofTest {

    @EveryInterleaving(
            timeSteps = 1,
            clockSkew = {"PT1H", "-PT1H"},
            require = Verdict.PROVED)
    void clocksThatShowAnotherTime(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, a.clock(), observer, 16), b -> {
            b.sleep(ofSeconds(15)); // Until the first lease of a would expire.
            lead(b, b.clock(), observer, 1);
        });

        observer.check();
        nodes.sometimes("both have led", observer.terms().size() == 2);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void aClockThatLosesTheMarginInALeaseDuration(Nodes nodes) {
        takeOverFromALateClock(nodes, 10, 15);
    }

    @Test
    void twoTermsAreValidIfAClockLosesMore() {
        Exploration exploration = Exploration.create().faults(1).kinds(FaultKind.PAUSE, FaultKind.DEATH);

        assertThatThrownBy(() -> exploration.check(nodes -> takeOverFromALateClock(nodes, 9, 15)))
                .isInstanceOf(ExplorationFailedError.class)
                .hasMessageContaining("at most one term is valid");
    }

    private static void takeOverFromALateClock(Nodes nodes, int shown, int of) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, new LateClock(a.clock(), shown, of), observer, 3), b -> {
            b.sleep(ofSeconds(15));
            lead(b, b.clock(), observer, 1);
        });

        observer.check();
        nodes.sometimes("both have led", observer.terms().size() == 2);
    }

    private static void lead(Node node, Clock clock, Observer observer, int seconds) {
        LeaderElector elector =
                observer.start(observer.builder(node).clock(clock).retryPeriod(ofSeconds(9)));
        node.sleep(ofSeconds(seconds));
        elector.close();
    }
}
