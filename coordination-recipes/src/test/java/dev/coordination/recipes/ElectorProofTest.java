// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;

import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import org.junit.jupiter.api.Tag;

/** Explores electors on several nodes. */
@Tag("one-jdk")
class ElectorProofTest {

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesInTurn(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, observer, 3), b -> lead(b, observer, 12));

        observer.check();
        nodes.sometimes("both have led", observer.terms().size() == 2);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoNodesWhileTimePasses(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, observer, 3), b -> lead(b, observer, 10));

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void oneNodeWhileTimePasses(Nodes nodes) {
        Observer observer = new Observer(nodes, "a");

        nodes.run(a -> lead(a, observer, 11));

        observer.check();
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodesInTurn(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b", "c");

        nodes.run(a -> lead(a, observer, 3), b -> lead(b, observer, 12), c -> lead(c, observer, 21));

        observer.check();
        nodes.sometimes("all have led", observer.terms().size() == 3);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void threeNodesThatJoinOneAfterTheOtherWhileTimePasses(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b", "c");

        nodes.run(
                a -> lead(a, observer, 6), // Until after its first renewal.
                b -> joinAfter(3, b, observer, 10),
                c -> joinAfter(6, c, observer, 10));

        observer.check();
        nodes.sometimes("all have led", observer.terms().size() == 3);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoNodesThatTakeOverWhileTimePasses(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b", "c");

        nodes.run(
                a -> lead(a, observer, 16),
                b -> joinAfter(15, b, observer, 1), // When the first lease of a would expire.
                c -> joinAfter(16, c, observer, 1));

        observer.check();
        nodes.sometimes("all have led", observer.terms().size() == 3);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void threeNodesWhoseRequestsFail(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b", "c");

        nodes.run(a -> lead(a, observer, 3), b -> lead(b, observer, 10), c -> lead(c, observer, 19));

        observer.check();
        nodes.sometimes("all have led", observer.terms().size() == 3);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void threeNodesOfWhichOnePausesOrDies(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b", "c");

        nodes.run(a -> lead(a, observer, 3), b -> joinAfter(15, b, observer, 1), c -> joinAfter(30, c, observer, 1));

        observer.check();
        nodes.sometimes("all have led", observer.terms().size() == 3);
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, observer, 12), b -> lead(b, observer, 12));

        observer.check();
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void someoneLeadsAfterTwoFaults(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> observer.start(observer.builder(a)), b -> observer.start(observer.builder(b)));

        if (nodes.isAlive("a") || nodes.isAlive("b")) {
            nodes.eventually(ofSeconds(60), "a node leads", observer::someoneLeads);
        }
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoNodesWhoseRequestsFail(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, observer, 3), b -> lead(b, observer, 10));

        observer.check();
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void twoNodesOfWhichOnePausesOrDies(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(a -> lead(a, observer, 3), b -> joinAfter(15, b, observer, 1));

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aTermThatIsTakenOverWhileTimePasses(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");

        nodes.run(
                a -> lead(a, observer, 16),
                b -> joinAfter(15, b, observer, 1)); // When the first lease of a would expire.

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void resigningWhileRequestsHaveAThreadOfTheirOwn(Nodes nodes) {
        Observer observer = new Observer(nodes, "a");

        nodes.run(a -> {
            LeaderElector elector =
                    observer.builder(a).requestExecutor(a.newScheduler(1)).start();
            a.sleep(ofSeconds(5)); // Until the renewal is due.
            elector.resign();
            elector.close();
        });

        observer.check();
    }

    private static void lead(Node node, Observer observer, int seconds) {
        LeaderElector elector = observer.builder(node).retryPeriod(ofSeconds(9)).start();
        node.sleep(ofSeconds(seconds));
        elector.close();
    }

    private static void joinAfter(int wait, Node node, Observer observer, int seconds) {
        node.sleep(ofSeconds(wait));
        lead(node, observer, seconds);
    }
}
