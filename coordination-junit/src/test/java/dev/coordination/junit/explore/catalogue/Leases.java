// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;
import static dev.coordination.junit.explore.FaultKind.NOT_SENT;
import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Leases: how long they last, and who renews them. */
final class Leases {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Renewal that stops silently",
                    "one renewal fails, the scheduler drops the task, and the node still believes that it leads",
                    Needs.fault(NOT_SENT),
                    nodes -> knowsWhetherItLeads(nodes, Leases::renew),
                    nodes -> knowsWhetherItLeads(nodes, Leases::renewOrTryAgain)),
            new KnownBug(
                    "Deadline that is counted from the reply",
                    "the reply is slow, so the lease ends before the deadline that the node has computed",
                    Needs.timeSteps(1),
                    nodes -> leadsUntilItsDeadline(nodes, Leases::deadlineFromReply),
                    nodes -> leadsUntilItsDeadline(nodes, Leases::deadlineFromCall)),
            new KnownBug(
                    "Lock with an expiry time as its value",
                    "the clock of one node is ahead, and it takes over a lock that is still held",
                    Needs.clockSkew(Duration.ofMinutes(1)),
                    nodes -> oneHoldsTheLock(nodes, Leases::lockUntil),
                    nodes -> oneHoldsTheLock(nodes, Leases::lockFor)),
            new KnownBug(
                    "Standby that tries only once",
                    "the leader dies, and nobody takes over its work",
                    Needs.fault(DEATH),
                    nodes -> ratesArePublished(nodes, Leases::publishIfLeading),
                    nodes -> ratesArePublished(nodes, Leases::publishWhenLeading)),
            new KnownBug(
                    "Test that never sees a change of leader",
                    "the leader does not release its term, so the test passes without testing anything",
                    nodes -> leadershipChanges(nodes, (node, term) -> {}),
                    nodes -> leadershipChanges(
                            nodes, (node, term) -> node.leaderElection().release(term))));

    private Leases() {}

    /** What a node knows about its term. */
    private static final class Term {
        private final Node node;
        private Optional<Leadership> held = Optional.empty();
        private Instant deadline = Instant.MIN;

        Term(Node node) {
            this.node = node;
        }

        Optional<Leadership> acquire() {
            return node.leaderElection().tryAcquire("report", node.name(), LEASE);
        }

        void renew() {
            held = held.filter(term -> node.leaderElection().renew(term, LEASE));
        }

        boolean isCurrent() {
            return node.leaderElection().currentLeader("report").isPresent();
        }
    }

    private static void knowsWhetherItLeads(Nodes nodes, Consumer<Term> renew) throws Exception {
        nodes.run(a -> {
            Term term = new Term(a);
            term.held = term.acquire();
            a.scheduler().scheduleAtFixedRate(() -> renew.accept(term), 10, 10, TimeUnit.SECONDS);
            a.sleep(Duration.ofSeconds(45));
            assertThat(term.held.isPresent()).as("what the node believes").isEqualTo(term.isCurrent());
        });
    }

    private static void renew(Term term) {
        term.renew();
    }

    private static void renewOrTryAgain(Term term) {
        try {
            term.renew();
        } catch (CoordinationUnavailableException e) {
            // The next run of this task tries again; the lease is long enough.
        }
    }

    private static void leadsUntilItsDeadline(Nodes nodes, Consumer<Term> acquire) throws Exception {
        nodes.run(a -> {
            Term term = new Term(a);
            acquire.accept(term);
            boolean leads = term.isCurrent();
            if (a.clock().instant().isBefore(term.deadline)) {
                assertThat(leads).as("the node leads until its deadline").isTrue();
            }
        });
    }

    private static void deadlineFromReply(Term term) {
        term.held = term.acquire();
        term.deadline = term.node.clock().instant().plus(LEASE);
    }

    private static void deadlineFromCall(Term term) {
        Instant called = term.node.clock().instant();
        term.held = term.acquire();
        term.deadline = called.plus(LEASE);
    }

    private static void oneHoldsTheLock(Nodes nodes, Predicate<Node> lock) throws Exception {
        NodeCode code = node -> {
            if (lock.test(node)) {
                nodes.section("holding the lock").run(() -> node.work("refresh the prices"));
            }
        };
        nodes.run(code, code);
    }

    private static boolean lockUntil(Node node) {
        Instant now = node.clock().instant();
        byte[] mine = bytes(now.plus(LEASE));
        if (node.cache().setIfAbsent("lock", mine)) {
            return true;
        }
        String end = node.cache().getText("lock").orElseThrow();
        return now.isAfter(Instant.parse(end)) && node.cache().replace("lock", bytes(end), mine);
    }

    private static boolean lockFor(Node node) {
        return node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
    }

    private static void ratesArePublished(Nodes nodes, NodeCode publisher) throws Exception {
        nodes.run(publisher, publisher);

        SharedCache cache = nodes.node("reader").cache();
        nodes.eventually(Duration.ofMinutes(2), "the rates are published", () -> cache.exists("rates"));
    }

    private static void publishIfLeading(Node node) {
        if (new Term(node).acquire().isPresent()) {
            node.scheduler().scheduleAtFixedRate(() -> publish(node), 0, 10, TimeUnit.SECONDS);
        }
    }

    private static void publishWhenLeading(Node node) {
        node.scheduler()
                .scheduleAtFixedRate(
                        () -> {
                            if (new Term(node).acquire().isPresent()) {
                                publish(node);
                            }
                        },
                        0,
                        10,
                        TimeUnit.SECONDS);
    }

    private static void publish(Node node) {
        node.cache().setText("rates", "1.08", LEASE);
    }

    private static void leadershipChanges(Nodes nodes, BiConsumer<Node, Leadership> stop) throws Exception {
        List<String> leaders = nodes.ghostList();
        NodeCode code = node -> new Term(node).acquire().ifPresent(term -> {
            leaders.add(node.name());
            stop.accept(node, term);
        });

        nodes.run(code, code);

        nodes.sometimes("the leadership changes", leaders.size() > 1);
    }
}
