package com.example;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LeaderTest {

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
}
