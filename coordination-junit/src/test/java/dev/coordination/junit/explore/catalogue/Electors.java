// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Electors: code that acquires leadership, and makes callbacks when its term begins and ends. */
final class Electors {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Callback that is made twice",
                    "a task and a caller both see that the node is not the leader yet, and both start its work",
                    nodes -> startsOnce(nodes, Elector::new),
                    nodes -> startsOnce(nodes, SynchronizedElector::new)),
            new KnownBug(
                    "Callbacks that do not come in pairs",
                    "a task that is in progress becomes the leader after the elector was closed, and the work never stops",
                    nodes -> stopsWhatItStarts(nodes, Elector::new),
                    nodes -> stopsWhatItStarts(nodes, WaitingElector::new)),
            new KnownBug(
                    "Restart with the old node id",
                    "the node renews the term of its predecessor, and takes the half-done work for its own",
                    Needs.fault(RESTART),
                    nodes -> beginsEachTermOnce(nodes, node -> "worker-1"),
                    nodes -> beginsEachTermOnce(nodes, node -> "worker-1 in run " + node.incarnation())));

    private Electors() {}

    private static void startsOnce(Nodes nodes, BiFunction<Node, List<String>, Elector> create) throws Exception {
        List<String> callbacks = nodes.ghostList();
        Elector elector = create.apply(nodes.node("a"), callbacks);

        nodes.run(a -> {
            a.scheduler().execute(elector::check);
            elector.check();
        });

        assertThat(callbacks).containsExactly("started");
    }

    private static void stopsWhatItStarts(Nodes nodes, BiFunction<Node, List<String>, Elector> create)
            throws Exception {
        List<String> callbacks = nodes.ghostList();
        Elector elector = create.apply(nodes.node("a"), callbacks);

        nodes.run(a -> {
            a.scheduler().execute(elector::check);
            elector.close();
        });

        assertThat(callbacks).isIn(List.of(), List.of("started", "stopped"));
    }

    private static class Elector {
        final Node node;
        private final List<String> callbacks;
        private Optional<Leadership> held = Optional.empty();

        Elector(Node node, List<String> callbacks) {
            this.node = node;
            this.callbacks = callbacks;
        }

        void check() {
            if (held.isEmpty()) {
                held = node.leaderElection().tryAcquire("report", node.name(), LEASE);
                held.ifPresent(term -> callbacks.add("started"));
            }
        }

        void close() throws InterruptedException {
            node.scheduler().shutdown();
            if (held.isPresent()) {
                node.leaderElection().release(held.get());
                held = Optional.empty();
                callbacks.add("stopped");
            }
        }
    }

    private static final class SynchronizedElector extends Elector {
        SynchronizedElector(Node node, List<String> callbacks) {
            super(node, callbacks);
        }

        @Override
        synchronized void check() {
            super.check();
        }
    }

    private static final class WaitingElector extends Elector {
        WaitingElector(Node node, List<String> callbacks) {
            super(node, callbacks);
        }

        @Override
        void close() throws InterruptedException {
            node.scheduler().shutdown();
            assertThat(node.scheduler().awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            super.close();
        }
    }

    interface Journal {
        void begin(long term);

        void end(long term);
    }

    /** Fails if a term is begun twice. */
    private static final class CheckedJournal implements Journal {
        private long current;

        @Override
        public void begin(long term) {
            if (term == current) {
                throw new AssertionError("a term has begun twice");
            }
            current = term;
        }

        @Override
        public void end(long term) {
            current = 0;
        }
    }

    private static void beginsEachTermOnce(Nodes nodes, Function<Node, String> id) throws Exception {
        Journal journal = nodes.shared(Journal.class, new CheckedJournal());
        nodes.run(a -> {
            Optional<Leadership> term = a.leaderElection().tryAcquire("report", id.apply(a), LEASE);
            while (term.isEmpty()) {
                a.sleep(LEASE);
                term = a.leaderElection().tryAcquire("report", id.apply(a), LEASE);
            }
            journal.begin(term.get().fencingToken());
            journal.end(term.get().fencingToken());
            a.leaderElection().release(term.get());
        });
    }
}
