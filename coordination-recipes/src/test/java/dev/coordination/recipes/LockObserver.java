// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    LockObserver(Nodes nodes) {
        this.nodes = nodes;
        this.storage = nodes.shared(Storage.class, new FencedStorage());
        this.held = nodes.ghostList();
        this.tokens = nodes.ghostList();
        this.lost = nodes.ghostList();
        nodes.always("at most one lock is valid", () -> valid().size() <= 1);
        nodes.always(
                "a valid lock is held on the backend", () -> valid().stream().allMatch(this::isHeldOnBackend));
    }

    private List<HeldLock> valid() {
        return held.stream().filter(HeldLock::isValid).toList();
    }

    private boolean isHeldOnBackend(HeldLock lock) {
        Optional<Leadership> leader = nodes.node("test").leaderElection().currentLeader("report");
        return leader.isPresent() && leader.get().fencingToken() == lock.fencingToken();
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

    /** Uses a lock that has been acquired, if one has, and closes it. */
    void use(Node node, Optional<HeldLock> granted, NodeCode work) throws Exception {
        if (granted.isPresent()) {
            use(node, granted.get(), work);
        }
    }

    /** Uses a lock that has been acquired, and closes it. */
    void use(Node node, HeldLock lock, NodeCode work) throws Exception {
        observe(lock);
        try {
            work.run(node);
            write(lock);
        } finally {
            boolean lostBefore = !lock.isValid();
            lock.close();
            if (node.isAlive()) {
                assertThat(lock.isValid()).isFalse();
                assertThat(lost.contains(lock.fencingToken()))
                        .as("told of a loss before it was closed")
                        .isEqualTo(lostBefore);
            }
        }
    }

    private void observe(HeldLock lock) {
        long token = lock.fencingToken();
        assertThat(List.copyOf(tokens)).as("tokens of earlier locks").doesNotContain(token);
        held.add(lock);
        tokens.add(token);
        lock.onLost(reason -> {
            assertThat(lock.isValid()).isFalse();
            assertThat(List.copyOf(lost)).as("losses that were told").doesNotContain(token);
            lost.add(token);
        });
    }

    /** Writes as a holder does. A valid lock has the largest token. */
    private void write(HeldLock lock) {
        boolean accepted = storage.write(lock.fencingToken());
        assertThat(accepted || !lock.isValid())
                .as("accepted, or no longer valid")
                .isTrue();
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
