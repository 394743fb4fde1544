// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;

/** Explores a watch on one node, and members on others. */
@Tag("one-jdk")
class MembershipWatchProofTest {

    /** What the listeners of each incarnation of the watch were told. */
    private static final class View {

        private final Nodes nodes;
        private final List<List<Event>> told;

        View(Nodes nodes) {
            this.nodes = nodes;
            this.told = List.of(nodes.ghostList(), nodes.ghostList(), nodes.ghostList(), nodes.ghostList());
        }

        private record Event(String kind, String nodeId, Map<String, String> metadata) {}

        /** Records what it is told, and checks that it is consistent. */
        private final class Recorder implements MembershipListener {

            private final List<Event> events;

            Recorder(Node node) {
                events = told.get(node.incarnation());
            }

            @Override
            public void onJoined(String nodeId, Map<String, String> metadata) {
                assertThat(replay(events)).doesNotContainKey(nodeId);
                events.add(new Event("joined", nodeId, metadata));
            }

            @Override
            public void onLeft(String nodeId, Map<String, String> metadata) {
                assertThat(replay(events)).containsEntry(nodeId, metadata);
                events.add(new Event("left", nodeId, metadata));
            }

            @Override
            public void onChanged(String nodeId, Map<String, String> metadata) {
                assertThat(replay(events)).containsKey(nodeId).doesNotContainEntry(nodeId, metadata);
                events.add(new Event("changed", nodeId, metadata));
            }
        }

        private static Map<String, Map<String, String>> replay(List<Event> events) {
            Map<String, Map<String, String>> members = new TreeMap<>();
            for (Event event : List.copyOf(events)) {
                if (event.kind.equals("left")) {
                    members.remove(event.nodeId);
                } else {
                    members.put(event.nodeId, event.metadata);
                }
            }
            return members;
        }

        /** Returns whether the listener was told exactly who the members are. */
        boolean isRight() {
            return replay(told.get(nodes.node("w").incarnation()))
                    .equals(nodes.node("test").clusterMembership().members());
        }

        boolean saw(String kind, String nodeId) {
            return told.get(1).stream().anyMatch(event -> event.kind.equals(kind) && event.nodeId.equals(nodeId));
        }

        MembershipWatchBuilder builder(Node node) {
            return MembershipWatch.builder(node, new Recorder(node), node.scheduler())
                    .clock(node.clock())
                    .errorHandler(thrown -> {});
        }

        void watch(Node node) {
            MembershipWatch unused = builder(node).start();
            node.sleep(ofSeconds(6)); // Until the members have been read twice.
        }
    }

    private static void comeAndGo(Node node) {
        ClusterMembership cluster = node.clusterMembership();
        cluster.register(node.name(), Map.of(), ofSeconds(15));
        cluster.register(node.name(), Map.of("port", "1"), ofSeconds(15));
        cluster.deregister(node.name());
    }

    private static MemberBuilder member(Node node) {
        return Member.builder(node, node.name(), node.scheduler())
                .clock(node.clock())
                .incarnation(String.valueOf(node.incarnation()))
                .errorHandler(thrown -> {});
    }

    /** Runs nodes in the order of their names, which is the same in each JVM. */
    private static void run(Nodes nodes, Map<String, NodeCode> codes) {
        nodes.run(new TreeMap<>(codes));
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void aMemberThatComesAndGoes(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            a.clusterMembership().register("a", Map.of(), ofSeconds(15));
                            a.clusterMembership().register("a", Map.of("port", "1"), ofSeconds(15));
                            a.sleep(ofSeconds(5)); // Until the members are read again.
                            a.clusterMembership().deregister("a");
                        },
                        "w",
                        view::watch));

        nodes.sometimes("joined", view.saw("joined", "a"));
        nodes.sometimes("changed", view.saw("changed", "a"));
        nodes.sometimes("left", view.saw("left", "a"));
        nodes.eventually(ofSeconds(5), "the view is right", view::isRight);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoMembersThatComeAndGo(Nodes nodes) {
        View view = new View(nodes);

        run(nodes, Map.of("a", a -> comeAndGo(a), "b", b -> comeAndGo(b), "w", view::watch));

        nodes.eventually(ofSeconds(5), "the view is right", view::isRight);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aMemberAndTheWatchWhileTimePasses(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            Member member = member(a).start();
                            a.sleep(ofSeconds(1));
                            member.close();
                        },
                        "w",
                        view::watch));

        nodes.eventually(ofSeconds(5), "the view is right", view::isRight);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void aMemberThatPublishesHints(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            Member unused = member(a).hintChannel("members").start();
                        },
                        "w",
                        w -> {
                            MembershipWatch unused =
                                    view.builder(w).hintChannel("members").start();
                        }));

        assertThat(view.isRight())
                .as("the view is right without waiting for the interval")
                .isTrue();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aWatchThatClosesWhileItsCallbacksHaveAThreadOfTheirOwn(Nodes nodes) {
        View view = new View(nodes);
        List<String> closed = nodes.ghostList();

        run(nodes, Map.of("a", a -> comeAndGo(a), "w", w -> {
            MembershipWatch watch = MembershipWatch.builder(
                            w,
                            new MembershipListener() {
                                @Override
                                public void onJoined(String nodeId, Map<String, String> metadata) {
                                    assertThat(List.copyOf(closed)).isEmpty();
                                }

                                @Override
                                public void onLeft(String nodeId, Map<String, String> metadata) {
                                    assertThat(List.copyOf(closed)).isEmpty();
                                }
                            },
                            w.scheduler())
                    .clock(w.clock())
                    .callbackExecutor(w.newScheduler(1))
                    .start();
            w.sleep(ofSeconds(5)); // Until the members are read again.
            watch.close();
            closed.add("closed");
        }));
        nodes.advance(ofSeconds(60));
        assertThat(view.isRight()).isTrue();
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void aMemberAndTheWatchWhoseRequestsFail(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            Member unused = member(a).start();
                        },
                        "w",
                        view::watch));

        nodes.eventually(ofSeconds(7), "the view is right", () -> view.isRight() && view.saw("joined", "a#1"));
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void aMemberThatPausesOrDies(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            Member unused = member(a).start();
                        },
                        "w",
                        view::watch));

        if (nodes.isAlive("w")) {
            nodes.eventually(ofSeconds(20), "the view is right", view::isRight);
        }
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        View view = new View(nodes);

        run(
                nodes,
                Map.of(
                        "a",
                        a -> {
                            Member unused = member(a).hintChannel("members").start();
                            a.sleep(ofSeconds(6));
                        },
                        "w",
                        w -> {
                            MembershipWatch unused =
                                    view.builder(w).hintChannel("members").start();
                            w.sleep(ofSeconds(6));
                        }));

        if (nodes.isAlive("w")) {
            nodes.eventually(
                    ofSeconds(20),
                    "the view is right",
                    () -> view.isRight()
                            && view.nodes
                                            .node("test")
                                            .clusterMembership()
                                            .members()
                                            .size()
                                    == (nodes.isAlive("a") ? 1 : 0));
        }
    }
}
