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
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;

/** Explores locks on several nodes. */
@Tag("one-jdk")
class LockProofTest {

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesThatTry(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> tryOnce(a, observer), b -> tryOnce(b, observer));

        observer.check();
        nodes.sometimes("both have held it", observer.tokens().size() == 2);
        nodes.sometimes("one has held it", observer.tokens().size() == 1);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodesThatWait(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> waitForIt(a, observer), b -> waitForIt(b, observer), c -> waitForIt(c, observer));

        observer.check();
        nodes.sometimes("all have held it", observer.tokens().size() == 3);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void locksFollowTheClockOfTheirSchedulerByDefault(Nodes nodes) {
        nodes.run(
                a -> {
                    a.sleep(ofSeconds(5));
                    readClocks(a);
                },
                LockProofTest::readClocks);
    }

    private static void readClocks(Node node) {
        assertThat(MonotonicClock.defaultFor(node.scheduler()).instant())
                .isEqualTo(node.clock().instant());
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoNodesWhileTimePasses(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> waitForIt(a, observer), b -> waitForIt(b, observer));

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void threeNodesWhileTimePasses(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> tryOnce(a, observer), b -> tryOnce(b, observer), c -> tryOnce(c, observer));

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aNodeThatRenewsWhileTimePasses(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> renew(a, observer, 6), b -> {
            b.sleep(ofSeconds(15)); // Until the first lease of a would expire.
            tryOnce(b, observer);
        });

        observer.check();
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoNodesWhoseRequestsFail(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> waitForIt(a, observer), b -> waitForIt(b, observer));

        observer.check();
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void twoNodesOfWhichOnePausesOrDies(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> waitForIt(a, observer), b -> {
            b.sleep(ofSeconds(15));
            waitForIt(b, observer);
        });

        observer.check();
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void aNodeThatRenewsAndPausesOrDies(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> renew(a, observer, 11), b -> {
            b.sleep(ofSeconds(15));
            tryOnce(b, observer);
        });

        observer.check();
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoThreadsOfWhichOneClosesWhileTheOtherRenews(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> {
            Optional<HeldLock> held = observer.lock(a).tryLock();
            observer.use(a, held, working -> {
                working.spawn(other -> held.orElseThrow().renew());
                working.work("the job");
            });
        });

        observer.check();
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> renew(a, observer, 6), b -> waitForIt(b, observer));

        observer.check();
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void theLockIsFreeAfterTwoFaults(Nodes nodes) {
        LockObserver observer = new LockObserver(nodes);

        nodes.run(a -> waitForIt(a, observer), b -> renew(b, observer, 6));

        observer.check();
        nodes.advance(ofSeconds(31)); // What a dead node has held, and what a restarted one holds after it, expires.
        observer.checkFree();
    }

    private static void tryOnce(Node node, LockObserver observer) throws Exception {
        observer.use(node, observer.lock(node).tryLock(), working -> {});
    }

    private static void waitForIt(Node node, LockObserver observer) throws Exception {
        HeldLock held;
        try {
            held = observer.lock(node).lock(ofSeconds(9));
        } catch (TimeoutException e) {
            return;
        }
        observer.use(node, held, working -> {});
    }

    private static void renew(Node node, LockObserver observer, int seconds) throws Exception {
        observer.use(node, observer.renewingLock(node).tryLock(), working -> working.sleep(ofSeconds(seconds)));
    }
}
