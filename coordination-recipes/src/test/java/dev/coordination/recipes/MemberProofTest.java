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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Explores members on several nodes. */
@Tag("one-jdk")
class MemberProofTest {

    /** The members that were started. */
    private static final class Members {

        private final Nodes nodes;
        private final List<Member> started;

        Members(Nodes nodes) {
            this.nodes = nodes;
            this.started = nodes.ghostList();
            nodes.always(
                    "a member that says so is registered",
                    () -> registered().stream().allMatch(this::isActive));
        }

        private boolean isActive(String nodeId) { // Reads one node, so that the others are independent of it.
            return nodes.node("test").clusterMembership().metadata(nodeId).isPresent();
        }

        private Set<String> active() {
            return nodes.node("test").clusterMembership().activeNodes();
        }

        private Collection<String> registered() {
            return started.stream()
                    .filter(Member::isRegistered)
                    .map(Member::nodeId)
                    .toList();
        }

        Member start(Node node, String name) {
            Member member = Member.builder(node, name, node.scheduler())
                    .clock(node.clock())
                    .incarnation(node.name() + node.incarnation())
                    .errorHandler(thrown -> {})
                    .start();
            started.add(member);
            return member;
        }

        void startAndClose(Node node, int seconds) {
            Member member = start(node, node.name());
            node.sleep(ofSeconds(seconds));
            member.close();
        }

        void stay(Node node) {
            Member unused = start(node, node.name());
            node.sleep(ofSeconds(6)); // Until a heartbeat has been sent.
        }
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoMembersThatComeAndGo(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(a -> members.startAndClose(a, 6), b -> members.startAndClose(b, 11));

        assertThat(members.active()).isEmpty();
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeMembersThatComeAndGo(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(a -> members.startAndClose(a, 1), b -> members.startAndClose(b, 2), c -> members.startAndClose(c, 3));

        assertThat(members.active()).isEmpty();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoMembersWhileTimePasses(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(a -> members.startAndClose(a, 6), b -> members.startAndClose(b, 1));

        assertThat(members.active()).isEmpty();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aMemberThatClosesWhileItsRequestsHaveAThreadOfTheirOwn(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(a -> {
            Member member = Member.builder(a, "a", a.scheduler())
                    .clock(a.clock())
                    .incarnation("1")
                    .requestExecutor(a.newScheduler(1))
                    .start();
            members.started.add(member);
            a.sleep(ofSeconds(5)); // Until the heartbeat is due.
            member.metadata(Map.of("port", "1"));
            member.close();
        });
        nodes.advance(ofSeconds(60));

        assertThat(members.active()).isEmpty();
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void aPredecessorThatClosesLate(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(
                predecessor -> {
                    Member member = members.start(predecessor, "worker");
                    predecessor.sleep(ofSeconds(1)); // Until both have registered.
                    member.close();
                },
                successor -> members.start(successor, "worker"));

        assertThat(members.active()).hasSize(1).isEqualTo(Set.copyOf(members.registered()));
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoMembersWhoseRequestsFail(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(members::stay, members::stay);

        nodes.eventually(
                ofSeconds(5), "both are members", () -> members.registered().size() == 2);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void twoMembersOfWhichOnePausesOrDies(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(members::stay, b -> members.start(b, "b"));

        nodes.eventually(
                ofSeconds(15),
                "those that are alive are members",
                () -> members.active().size() == (nodes.isAlive("a") && nodes.isAlive("b") ? 2 : 1));
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        Members members = new Members(nodes);

        nodes.run(members::stay, b -> members.startAndClose(b, 6));

        nodes.eventually(
                ofSeconds(20),
                "a is a member if it is alive, and b is none",
                () -> members.active()
                        .equals(
                                nodes.isAlive("a")
                                        ? Set.of("a#a" + nodes.node("a").incarnation())
                                        : Set.of()));
    }
}
