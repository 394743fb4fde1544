// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds locks on explored nodes, and observes what they hold, when they are told of a loss, and what they write. */
final class LockObserver {

    /** What the holder writes to. It refuses old tokens. */
    interface Storage {

        /** Returns whether the write was accepted. */
        boolean write(long fencingToken);

        List<Long> accepted();
    }

    private static final class FencedStorage implements Storage {

        private final List<Long> accepted = new ArrayList<>();

        @Override
        public boolean write(long fencingToken) {
            return (accepted.isEmpty() || fencingToken >= accepted.get(accepted.size() - 1))
                    && accepted.add(fencingToken);
        }

        @Override
        public List<Long> accepted() {
            return List.copyOf(accepted);
        }
    }

    private final Nodes nodes;
    private final Storage storage;
    private final List<HeldLock> held;
    private final List<Long> tokens;
    private final List<Long> lost;
    private final List<Long> closed;

    LockObserver(Nodes nodes) {
        this.nodes = nodes;
        this.storage = nodes.shared(Storage.class, new FencedStorage());
        this.held = nodes.ghostList();
        this.tokens = nodes.ghostList();
        this.lost = nodes.ghostList();
        this.closed = nodes.ghostList();
        nodes.always("at most one lock is valid", () -> valid() <= 1);
    }

    private long valid() {
        return held.stream().filter(HeldLock::isValid).count();
    }

    FencedLock lock(Node node) {
        return builder(node).build();
    }

    FencedLock renewingLock(Node node) {
        return builder(node).renewing().build();
    }

    private FencedLockBuilder builder(Node node) {
        return FencedLock.builder(node, "report", node.scheduler())
                .clock(node.clock())
                .nodeId(node.name())
                .incarnation(String.valueOf(node.incarnation()))
                .retryPeriod(ofSeconds(9))
                .errorHandler(thrown -> {});
    }

    Optional<HeldLock> observe(Optional<HeldLock> granted) {
        granted.ifPresent(this::observe);
        return granted;
    }

    HeldLock observe(HeldLock granted) {
        long token = granted.fencingToken();
        assertThat(List.copyOf(tokens)).doesNotContain(token);
        held.add(granted);
        tokens.add(token);
        granted.onLost(reason -> {
            assertThat(granted.isValid()).isFalse();
            assertThat(List.copyOf(lost)).as("losses that were told").doesNotContain(token);
            lost.add(token);
        });
        return granted;
    }

    /** Writes as a holder does, which is refused only if somebody else has written with a later token. */
    void write(HeldLock by) {
        boolean accepted = storage.write(by.fencingToken());
        assertThat(accepted || !by.isValid()).as("accepted while valid").isTrue();
    }

    List<Long> tokens() {
        return List.copyOf(tokens);
    }

    void check() {
        assertThat(storage.accepted()).isSorted();
    }

    void checkFree() {
        assertThat(nodes.node("test").leaderElection().currentLeader("report")).isEmpty();
    }
}
