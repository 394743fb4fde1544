// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Explores caches on several nodes. */
@Tag("one-jdk")
class LoadingCacheProofTest {

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesInTurn(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        assertThat(source.loads()).hasSize(1);
        nodes.sometimes("b has loaded", source.loadedBy("b"));
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodesInTurn(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b), c -> source.get(c));

        assertThat(source.loads()).hasSize(1);
        nodes.sometimes("c has loaded", source.loadedBy("c"));
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoThreadsOfANode(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> {
            LoadingCache<Integer> cache = source.cache(a);
            a.spawn(thread -> source.get(cache));
            source.get(cache);
        });

        assertThat(source.loads()).hasSize(1);
        assertThat(source.returned()).hasSize(2);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoThreadsOfANodeAndAnotherNode(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(
                a -> {
                    LoadingCache<Integer> cache = source.cache(a);
                    a.spawn(thread -> source.get(cache));
                    source.get(cache);
                },
                b -> source.get(b));

        assertThat(source.loads()).hasSize(1);
        assertThat(source.returned()).hasSize(3);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoNodesWhileTimePasses(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        assertThat(source.loads()).hasSizeBetween(1, 2);
        nodes.sometimes("both have loaded", source.loads().size() == 2);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void anInvalidationWhileTwoNodesLoad(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b), c -> source.update(c));
        nodes.run(Map.of("d", d -> source.get(d)));

        assertThat(source.loads()).hasSizeBetween(1, 2);
        assertThat(source.returned()).hasSize(3).last().isEqualTo(2);
        nodes.sometimes("the old version was returned", source.returned().contains(1));
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void anInvalidationWhileTimePasses(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> {
            source.update(b);
            source.get(b);
        });
        nodes.run(Map.of("d", d -> source.get(d)));

        assertThat(source.loads()).hasSizeBetween(1, 3);
        assertThat(source.returned()).last().isEqualTo(2);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesThatRefreshBeforeItIsDue(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(source.refreshingCache(a)), b -> source.get(source.refreshingCache(b)));

        assertThat(source.loads()).hasSize(1);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesOfWhichOneRefreshes(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);
        loadAndAge(nodes, source);

        nodes.run(a -> source.get(source.refreshingCache(a)), b -> source.get(source.refreshingCache(b)));

        assertThat(source.loads()).hasSize(2);
        nodes.sometimes("b has refreshed", source.loadedBy("b"));
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void anInvalidationDuringARefresh(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);
        loadAndAge(nodes, source);

        nodes.run(a -> source.get(source.refreshingCache(a)), b -> source.update(b), c -> source.get(c));
        nodes.run(Map.of("d", d -> source.get(d)));

        assertThat(source.returned()).hasSize(4).last().isEqualTo(2);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aRefreshWhileTimePasses(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);
        loadAndAge(nodes, source);

        nodes.run(a -> source.get(source.refreshingCache(a)), b -> source.get(source.refreshingCache(b)));

        assertThat(source.loads()).hasSizeBetween(2, 3);
        assertThat(source.returned()).hasSize(3);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoNodesWhoseRequestsFail(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        loadsInTime(nodes, source);
        assertThat(source.loads()).hasSizeLessThanOrEqualTo(2);
    }

    @EveryInterleaving(faults = 1, kinds = FaultKind.DEATH, require = Verdict.PROVED)
    void twoNodesOfWhichOneDies(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        loadsInTime(nodes, source);
        assertThat(source.loads()).hasSizeLessThanOrEqualTo(2);
    }

    @EveryInterleaving(faults = 1, kinds = FaultKind.PAUSE, require = Verdict.PROVED)
    void twoNodesOfWhichOnePauses(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        assertThat(source.loads()).hasSizeBetween(1, 2);
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> {
            source.get(b);
            source.update(b);
            source.get(b);
        });
        nodes.run(Map.of("last", node -> source.get(node)));
    }

    private static void loadAndAge(Nodes nodes, ObservedSource source) {
        nodes.run(Map.of("first", node -> source.get(node)));
        nodes.advance(ofMinutes(8)); // Until it is due.
    }

    /** Checks that another node waits for at most a lease and a retry period, if nobody has paused. */
    private static void loadsInTime(Nodes nodes, ObservedSource source) {
        Instant start = nodes.clock().instant();
        nodes.run(Map.of("last", node -> source.get(node)));
        assertThat(Duration.between(start, nodes.clock().instant()))
                .isLessThanOrEqualTo(ObservedSource.LEASE.plus(ObservedSource.RETRY));
    }
}
