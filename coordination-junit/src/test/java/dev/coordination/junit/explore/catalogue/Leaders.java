// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.PAUSE;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Leaders that write to shared storage. */
final class Leaders {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Leader that writes late",
                    "its lease ends while it works, and it overwrites what its successor has written",
                    Needs.timeSteps(1),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::lead),
                    nodes -> writesInOrder(nodes, new FencedStorage(), Leaders::lead)),
            new KnownBug(
                    "Leader that renews before it writes",
                    "its lease ends between the renewal and the write",
                    Needs.timeSteps(2),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::renewAndWrite),
                    nodes -> writesInOrder(nodes, new FencedStorage(), Leaders::renewAndWrite)),
            new KnownBug(
                    "Leader that ignores a lost lease",
                    "its renewal is refused, but it continues to write",
                    Needs.timeSteps(1),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::renewAndGoOn),
                    nodes -> writesInOrder(nodes, new FencedStorage(), Leaders::renewAndWrite)),
            new KnownBug(
                    "Leader that asks whether it leads",
                    "its lease ends after the answer and before the write",
                    Needs.timeSteps(1),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::askAndWrite),
                    nodes -> writesInOrder(nodes, new FencedStorage(), Leaders::askAndWrite)),
            new KnownBug(
                    "Leader that looks at its clock",
                    "it pauses after it has looked and before it writes, until its lease has ended",
                    Needs.fault(PAUSE),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::writeBeforeDeadline),
                    nodes -> writesInOrder(nodes, new FencedStorage(), Leaders::writeBeforeDeadline)),
            new KnownBug(
                    "Leader that hands over too early",
                    "it releases its term before its last write",
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::releaseAndWrite),
                    nodes -> writesInOrder(nodes, new PlainStorage(), Leaders::writeAndRelease)),
            new KnownBug(
                    "Two processes with one node id",
                    "the second process renews the term of the first, and both lead",
                    nodes -> oneLeads(nodes, node -> "worker-1"),
                    nodes -> oneLeads(nodes, node -> "worker-1 of process " + node.name())));

    private Leaders() {}

    interface Storage {
        /** Writes on behalf of a term, which is given by its fencing token. */
        void write(long term);
    }

    /** Storage that accepts all writes. Only for the test, it fails when a newer write is overwritten. */
    private static final class PlainStorage implements Storage {
        private long newest;

        @Override
        public void write(long term) {
            if (term < newest) {
                throw new AssertionError("a leader has overwritten what its successor has written");
            }
            newest = term;
        }
    }

    /** Storage that refuses writes of earlier terms. */
    private static final class FencedStorage implements Storage {
        private long newest;

        @Override
        public void write(long term) {
            if (term >= newest) {
                newest = term;
            }
        }
    }

    private static void writesInOrder(Nodes nodes, Storage storage, BiConsumer<Node, Storage> code) throws Exception {
        Storage shared = nodes.shared(Storage.class, storage);

        nodes.run(a -> code.accept(a, shared), b -> code.accept(b, shared));
    }

    private static Optional<Leadership> acquire(Node node) {
        return node.leaderElection().tryAcquire("report", node.name(), LEASE);
    }

    private static void lead(Node node, Storage storage) {
        acquire(node).ifPresent(term -> storage.write(term.fencingToken()));
    }

    private static void renewAndWrite(Node node, Storage storage) {
        Optional<Leadership> term = acquire(node);
        if (term.isPresent() && node.leaderElection().renew(term.get(), LEASE)) {
            storage.write(term.get().fencingToken());
        }
    }

    private static void renewAndGoOn(Node node, Storage storage) {
        acquire(node).ifPresent(term -> {
            node.leaderElection().renew(term, LEASE);
            storage.write(term.fencingToken());
        });
    }

    private static void askAndWrite(Node node, Storage storage) {
        LeaderElection election = node.leaderElection();
        if (acquire(node).isPresent()) {
            election.currentLeader("report")
                    .filter(leader -> leader.nodeId().equals(node.name()))
                    .ifPresent(leader -> storage.write(leader.fencingToken()));
        }
    }

    private static void writeBeforeDeadline(Node node, Storage storage) {
        Instant deadline = node.clock().instant().plus(LEASE);
        acquire(node).ifPresent(term -> {
            if (node.clock().instant().isBefore(deadline)) {
                storage.write(term.fencingToken());
            }
        });
    }

    private static void releaseAndWrite(Node node, Storage storage) {
        acquire(node).ifPresent(term -> {
            node.leaderElection().release(term);
            storage.write(term.fencingToken());
        });
    }

    private static void writeAndRelease(Node node, Storage storage) {
        acquire(node).ifPresent(term -> {
            storage.write(term.fencingToken());
            node.leaderElection().release(term);
        });
    }

    private static void oneLeads(Nodes nodes, Function<Node, String> id) throws Exception {
        nodes.run(a -> leadInSection(nodes, a, id.apply(a)), b -> leadInSection(nodes, b, id.apply(b)));
    }

    private static void leadInSection(Nodes nodes, Node node, String id) {
        Optional<Leadership> term = node.leaderElection().tryAcquire("report", id, LEASE);
        if (term.isPresent()) {
            nodes.section("leading").run(() -> node.cache().setText("report", "written by " + node.name()));
            node.leaderElection().release(term.get());
        }
    }
}
