// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationFailedError;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Section;
import dev.coordination.junit.explore.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Explores tasks of terms, which write to a storage. */
@Tag("one-jdk")
class TermTaskProofTest {

    /** What the leader writes to. */
    interface Storage {

        /** Writes, and returns whether the storage has accepted the token. */
        boolean write(long fencingToken);

        /** Returns the tokens of the writes that were accepted, in the order in which they came. */
        List<Long> accepted();
    }

    /** Accepts each token. */
    private static class UnfencedStorage implements Storage {

        private final List<Long> accepted = new ArrayList<>();

        @Override
        public boolean write(long fencingToken) {
            return accepted.add(fencingToken);
        }

        @Override
        public List<Long> accepted() {
            return List.copyOf(accepted);
        }
    }

    /** Refuses a token that is smaller than the largest one seen. */
    private static final class FencedStorage extends UnfencedStorage {

        private long largest;

        @Override
        public boolean write(long fencingToken) {
            if (fencingToken < largest) {
                return false;
            }
            largest = fencingToken;
            return super.write(fencingToken);
        }
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.PAUSE, FaultKind.DEATH},
            require = Verdict.PROVED)
    void aFencedStorageAcceptsNoWriteOfAnEarlierTerm(Nodes nodes) {
        List<String> seen = writeWhileTheTermIsTakenOver(nodes, new FencedStorage());

        nodes.sometimes("a write is refused", seen.contains("refused"));
        nodes.sometimes("a task is interrupted", seen.contains("interrupted"));
    }

    @Test
    void withoutFencingALateWriteIsFound() {
        Exploration exploration = Exploration.create().faults(1).kinds(FaultKind.PAUSE, FaultKind.DEATH);

        assertThatThrownBy(() -> exploration.check(nodes -> writeWhileTheTermIsTakenOver(nodes, new UnfencedStorage())))
                .isInstanceOf(ExplorationFailedError.class)
                .hasMessageContaining("writes come in the order of the terms")
                .hasMessageContaining("[2L, 1L]");
    }

    /** Lets a second node lead as soon as the lease of the first one may have expired. Returns what the nodes have seen. */
    private static List<String> writeWhileTheTermIsTakenOver(Nodes nodes, Storage storage) {
        Observer observer = new Observer(nodes, "a", "b");
        Storage shared = nodes.shared(Storage.class, storage);
        List<String> seen = nodes.ghostList();
        OnElected write = term -> term.run(() -> {
            if (!shared.write(term.fencingToken())) {
                seen.add("refused");
            }
            if (Thread.interrupted()) {
                seen.add("interrupted");
                throw new InterruptedException();
            }
        });
        nodes.run(a -> lead(a, observer, write, 3), b -> {
            b.sleep(ofSeconds(15));
            lead(b, observer, write, 1);
        });

        observer.check();
        assertThat(shared.accepted())
                .as("writes come in the order of the terms")
                .isSorted();
        nodes.sometimes("both write", shared.accepted().stream().distinct().count() == 2);
        return seen;
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void tasksOfTwoNodesDoNotOverlapWhileRequestsFail(Nodes nodes) {
        Observer observer = new Observer(nodes, "a", "b");
        Section leading = nodes.section("leading");

        nodes.run(
                a -> lead(a, observer, runsElsewhere(a, leading), 3),
                b -> lead(b, observer, runsElsewhere(b, leading), 19));

        observer.check();
        nodes.sometimes("both have led", observer.terms().size() == 2);
    }

    /** Runs a task on a thread of its own, so that {@code onLost} does not wait for it. It ends only after others have retried. */
    private static OnElected runsElsewhere(Node node, Section leading) {
        ScheduledExecutorService thread = node.newScheduler(1);
        return term -> {
            Future<?> unused = thread.submit(() -> term.run(() -> leading.run(() -> node.sleep(ofSeconds(10)))));
        };
    }

    private static void lead(Node node, Observer observer, OnElected onElected, int seconds) {
        LeaderElector elector = observer.start(
                observer.builder(node, onElected).retryPeriod(ofSeconds(9)).callbackExecutor(node.newScheduler(1)));
        node.sleep(ofSeconds(seconds));
        elector.close();
    }
}
