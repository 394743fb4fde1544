// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Explores runs on several nodes. The lock is held for at most 15 s. */
@Tag("one-jdk")
class RunOnceProofTest {

    /** The runs of a schedule. */
    private static final class Runs {

        private final List<Term> terms;

        /** The times at which runs began, in seconds since the first one. */
        private final List<Long> starts;

        Runs(Nodes nodes) {
            terms = nodes.ghostList();
            starts = nodes.ghostList();
            nodes.always(
                    "at most one run holds the lock",
                    () -> terms.stream().filter(Term::isValid).count() <= 1);
            nodes.always(
                    "no two runs have the same token",
                    () -> terms.stream().map(Term::fencingToken).distinct().count() == terms.size());
        }

        void run(Node node, RunOnceBuilder builder, int seconds) {
            RunOnce once = builder.atMostFor(ofSeconds(15))
                    .clock(node.clock())
                    .incarnation(String.valueOf(node.incarnation()))
                    .errorHandler(thrown -> {})
                    .build();
            try {
                once.run(term -> {
                    terms.add(term);
                    starts.add(node.clock().instant().getEpochSecond());
                    if (seconds > 0) {
                        node.sleep(ofSeconds(seconds));
                    }
                });
            } catch (CoordinationUnavailableException e) {
                // The task was not run.
            } catch (InterruptedException e) {
                throw new AssertionError("an interrupt for a loss was passed on", e);
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }

        void run(Node node, int seconds) {
            run(node, builder(node), seconds);
        }

        static RunOnceBuilder builder(Node node) {
            return RunOnce.builder(node, "nightly", node.name(), node.scheduler());
        }

        boolean begunAtLeast(int secondsApart) {
            for (int i = 1; i < starts.size(); i++) {
                if (starts.get(i) - starts.get(i - 1) < secondsApart) {
                    return false;
                }
            }
            return true;
        }
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodes(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, 0), b -> runs.run(b, 0));

        assertThat(runs.terms).isNotEmpty();
        nodes.sometimes("only one has run", runs.terms.size() == 1);
        nodes.sometimes("both have run", runs.terms.size() == 2);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void threeNodes(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, 0), b -> runs.run(b, 0), c -> runs.run(c, 0));

        assertThat(runs.terms).isNotEmpty();
        nodes.sometimes("all have run", runs.terms.size() == 3);
    }

    @EveryInterleaving(timeSteps = 2, require = Verdict.PROVED)
    void twoNodesWhileTimePasses(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, 20), b -> {
            b.sleep(ofSeconds(15));
            runs.run(b, 3);
        });

        nodes.sometimes("both have run", runs.terms.size() == 2);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void threeNodesWhileTimePasses(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, 1), b -> runs.run(b, 1), c -> runs.run(c, 1));

        nodes.sometimes("two have run", runs.terms.size() == 2);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void nodesWhoseSchedulesDiffer(Nodes nodes) {
        Runs runs = new Runs(nodes);
        nodes.always("runs begin at least 10 s apart", () -> runs.begunAtLeast(10));

        nodes.run(a -> runs.run(a, Runs.builder(a).atLeastFor(ofSeconds(10)), 1), b -> {
            b.sleep(ofSeconds(9));
            runs.run(b, Runs.builder(b).atLeastFor(ofSeconds(10)), 1);
        });
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void twoNodesOfWhichOneKeepsItsLockAlive(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, Runs.builder(a).keepAlive(), 16), b -> {
            b.sleep(ofSeconds(15)); // Until the lock would be free if it were not renewed.
            runs.run(b, Runs.builder(b).keepAlive(), 1);
        });

        nodes.sometimes("the second one has not run", runs.terms.size() == 1);
    }

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aRunWhoseRenewalsHaveAThreadOfTheirOwn(Nodes nodes) {
        Runs runs = new Runs(nodes);
        nodes.always("runs begin at least 10 s apart", () -> runs.begunAtLeast(10));

        nodes.run(
                a -> runs.run(
                        a, Runs.builder(a).keepAlive().atLeastFor(ofSeconds(10)).requestExecutor(a.newScheduler(1)), 5),
                b -> {
                    b.sleep(ofSeconds(10));
                    runs.run(b, 1);
                });

        nodes.sometimes("both have run", runs.terms.size() == 2);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoNodesWhoseRequestsFail(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, Runs.builder(a).keepAlive(), 16), b -> {
            b.sleep(ofSeconds(15));
            runs.run(b, 1);
        });
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void twoNodesOfWhichOnePausesOrDies(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(a -> runs.run(a, Runs.builder(a).keepAlive(), 10), b -> {
            b.sleep(ofSeconds(15));
            runs.run(b, 1);
        });

        nodes.sometimes("both have run", runs.terms.size() == 2);
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void twoFaults(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(
                a -> runs.run(a, Runs.builder(a).keepAlive(), 12),
                b -> runs.run(b, Runs.builder(b).keepAlive().atLeastFor(ofSeconds(10)), 12));
    }

    @EveryFault(faults = 2, restart = true, summary = true)
    void theLockIsFreeAfterTwoFaults(Nodes nodes) {
        Runs runs = new Runs(nodes);

        nodes.run(
                a -> runs.run(a, Runs.builder(a).keepAlive(), 12),
                b -> runs.run(b, Runs.builder(b).atLeastFor(ofSeconds(10)), 3));

        nodes.eventually(
                ofSeconds(15),
                "the lock is free",
                () -> nodes.node("reader")
                        .leaderElection()
                        .currentLeader("nightly")
                        .isEmpty());
    }
}
