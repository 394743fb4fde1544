// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The passing examples of docs/exploring.md, and the example of the README. */
class ExploringExamplesTest {

    private static void count(SharedCache cache) {
        cache.increment("hits", 1);
    }

    @EveryInterleaving
    void noHitIsLost(Nodes nodes) {
        nodes.run(a -> count(a.cache()), b -> count(b.cache()));
        assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
    }

    interface Storage {

        void write(long fencingToken, String text);

        List<Long> tokens();
    }

    static class FencedStorage implements Storage {

        private final List<Long> tokens = new ArrayList<>();

        @Override
        public void write(long fencingToken, String text) {
            if (tokens.isEmpty() || fencingToken >= tokens.get(tokens.size() - 1)) {
                tokens.add(fencingToken);
            }
        }

        @Override
        public List<Long> tokens() {
            return List.copyOf(tokens);
        }
    }

    static void lead(Node node, Storage storage) {
        Optional<Leadership> term = node.leaderElection().tryAcquire("writer", node.name(), ofSeconds(10));
        term.ifPresent(held -> storage.write(held.fencingToken(), "written by " + node.name()));
    }

    @EveryInterleaving(timeSteps = 1)
    void anOldLeaderWritesNothing(Nodes nodes) {
        Storage storage = nodes.shared(Storage.class, new FencedStorage());

        nodes.run(a -> lead(a, storage), b -> lead(b, storage));

        assertThat(storage.tokens()).isSorted();
    }

    private static void runJob(Node node) {
        Optional<Leadership> held =
                node.leaderElection().tryAcquire("job", node.name() + "-" + node.incarnation(), ofSeconds(30));
        if (held.isPresent() && !node.cache().exists("job:done")) {
            node.work("the job");
            node.cache().setText("job:done", node.name());
        }
    }

    @EveryFault(restart = true)
    void theJobIsDoneWhateverFails(Nodes nodes) {
        nodes.run(Map.of("a", node -> runJob(node)));
        nodes.advance(ofSeconds(30));
        nodes.run(Map.of("b", node -> runJob(node)));

        assertThat(nodes.node("test").cache().exists("job:done")).isTrue();
    }

    @EveryInterleaving(
            timeSteps = 1,
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST, FaultKind.DEATH})
    void theJobIsDoneInEveryOrder(Nodes nodes) {
        nodes.run(a -> runJob(a), b -> runJob(b));
        nodes.advance(ofSeconds(30));
        nodes.run(Map.of("c", node -> runJob(node)));

        assertThat(nodes.node("test").cache().exists("job:done")).isTrue();
    }

    private static void refresh(Node node, Section refreshing) throws Exception {
        if (node.cache().setIfAbsent("refreshing", node.name().getBytes(), ofSeconds(10))) {
            refreshing.run(() -> node.work("fetch the rates"));
            node.cache().delete("refreshing", node.name().getBytes());
        }
    }

    @EveryInterleaving
    void oneNodeRefreshesAtATime(Nodes nodes) {
        Section refreshing = nodes.section("refresh");

        nodes.run(a -> refresh(a, refreshing), b -> refresh(b, refreshing));
    }

    @EveryInterleaving
    void atMostOneNodeLeads(Nodes nodes) {
        Ghost<Integer> leading = nodes.ghost(0);
        Ghost<Integer> terms = nodes.ghost(0);
        nodes.always("at most one node leads", () -> leading.get() <= 1);

        NodeCode code = node -> {
            Optional<Leadership> term = node.leaderElection().tryAcquire("job", node.name(), ofSeconds(30));
            if (term.isPresent()) {
                leading.update(n -> n + 1);
                terms.update(n -> n + 1);
                node.work("the job");
                leading.update(n -> n - 1);
                node.leaderElection().release(term.get());
            }
        };
        nodes.run(code, code);

        nodes.sometimes("both nodes have led", terms.get() == 2);
    }

    @EveryInterleaving
    void aMemberStaysActive(Nodes nodes) {
        nodes.run(a -> {
            a.clusterMembership().register("node-a", Map.of(), ofSeconds(15));
            a.scheduler()
                    .scheduleAtFixedRate(() -> a.clusterMembership().heartbeat("node-a", ofSeconds(15)), 5, 5, SECONDS);
        });
        nodes.advance(ofSeconds(60));

        nodes.eventually(
                ofSeconds(20),
                "node-a is active",
                () -> nodes.node("b").clusterMembership().activeNodes().contains("node-a"));
    }

    @Test
    void withoutAnnotations() {
        ExplorationResult result = Exploration.create().timeSteps(1).check(nodes -> {
            Storage storage = nodes.shared(Storage.class, new FencedStorage());
            nodes.run(a -> lead(a, storage), b -> lead(b, storage));
            assertThat(storage.tokens()).isSorted();
        });

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
    }
}
