// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Explores rate limiters on several nodes. */
@Tag("one-jdk")
class RateLimiterProofTest {

    private static final Duration WINDOW = ofSeconds(4);

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodesInAFixedWindow(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> fixed(a, nodes, granted), b -> fixed(b, nodes, granted), c -> fixed(c, nodes, granted));

        assertThat(granted).hasSize(2);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void threeNodesInAFixedWindowWhileTimePasses(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> fixed(a, nodes, granted), b -> fixed(b, nodes, granted), c -> fixed(c, nodes, granted));

        assertThat(granted).hasSizeBetween(2, 3);
        nodes.sometimes("there was a second window", granted.size() == 3);
    }

    @EveryFault(
            faults = 2,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST, FaultKind.RESTART},
            summary = true)
    void twoFaultsInAFixedWindow(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> fixed(a, nodes, granted), b -> fixed(b, nodes, granted), c -> fixed(c, nodes, granted));

        assertThat(granted).hasSizeLessThanOrEqualTo(2); // No time has passed.
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodesInASlidingWindow(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> sliding(a, nodes, granted), b -> sliding(b, nodes, granted), c -> sliding(c, nodes, granted));

        check(granted);
        nodes.sometimes("two permits were granted", granted.size() == 2);
    }

    /** After 10 seconds, each node opens another segment, because they have last used different ones. */
    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesThatOpenDifferentSegments(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> slidingTwice(a, nodes, granted, 0, 10), b -> slidingTwice(b, nodes, granted, 6, 4));

        check(granted);
        nodes.sometimes("one of the last two permits was granted", granted.size() == 3);
    }

    @EveryInterleaving(
            timeSteps = 2,
            clockSkew = {"PT0S", "PT1H"},
            require = Verdict.PROVED)
    void twoNodesInASlidingWindowWhileTimePasses(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> sliding(a, nodes, granted), b -> sliding(b, nodes, granted));

        check(granted);
        nodes.sometimes("three permits were granted", granted.size() == 3);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST, FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void twoNodesInASlidingWindowOfWhichOneFails(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> sliding(a, nodes, granted), b -> sliding(b, nodes, granted));

        check(granted);
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaultsInASlidingWindow(Nodes nodes) {
        List<Instant> granted = nodes.ghostList();

        nodes.run(a -> sliding(a, nodes, granted), b -> sliding(b, nodes, granted));

        check(granted);
    }

    private static void fixed(Node node, Nodes nodes, List<Instant> granted) {
        if (RateLimiter.fixedWindow(node, "signups", 2, WINDOW).tryAcquire()) {
            granted.add(nodes.clock().instant());
        }
    }

    private static void sliding(Node node, Nodes nodes, List<Instant> granted) {
        RateLimiter limiter = RateLimiter.slidingWindow(node, "signups", 2, WINDOW, 1, node.clock());
        for (int i = 0; i < 2; i++) {
            if (limiter.tryAcquire()) {
                granted.add(nodes.clock().instant());
            }
        }
    }

    private static void slidingTwice(Node node, Nodes nodes, List<Instant> granted, int first, int second) {
        RateLimiter limiter = RateLimiter.slidingWindow(node, "signups", 2, WINDOW, 1, node.clock());
        for (int seconds : new int[] {first, second}) {
            node.sleep(ofSeconds(seconds));
            if (limiter.tryAcquire()) {
                granted.add(nodes.clock().instant());
            }
        }
    }

    /** Checks that there are no three permits of which the last came within a window after the first. */
    private static void check(List<Instant> granted) {
        List<Instant> times = new ArrayList<>(granted);
        times.sort(null);
        for (int i = 2; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 2), times.get(i))).isGreaterThan(WINDOW);
        }
    }
}
