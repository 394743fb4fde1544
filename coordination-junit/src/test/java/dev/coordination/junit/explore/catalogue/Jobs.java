// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;
import static dev.coordination.junit.explore.FaultKind.REPLY_LOST;
import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Jobs that must be done exactly once, or at least once. */
final class Jobs {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Mail that is sent once",
                    "two nodes see that it has not been sent, and both send it",
                    nodes -> sendsOnce(nodes, Jobs::sendUnlessSent),
                    nodes -> sendsOnce(nodes, Jobs::claimAndSend)),
            new KnownBug(
                    "Job that is marked as done before it is done",
                    "the node dies in between, and nobody does the job",
                    Needs.fault(DEATH),
                    nodes -> isDoneAfterADeath(nodes, Jobs::markThenWork),
                    nodes -> isDoneAfterADeath(nodes, Jobs::workThenMark)),
            new KnownBug(
                    "Job that is taken, and taken again",
                    "the reply is lost, and the node does not recognize that the job is its own",
                    Needs.fault(REPLY_LOST),
                    nodes -> isTakenByOne(nodes, Jobs::take),
                    nodes -> isTakenByOne(nodes, Jobs::takeWithName)),
            new KnownBug(
                    "Mail of a leader that dies or is late",
                    "the mark and the mail are two steps, so the mail is sent twice",
                    Needs.fault(DEATH).andTimeSteps(1),
                    nodes -> arrivesOnce(nodes, new Mailbox()),
                    nodes -> arrivesOnce(nodes, new MailboxWithoutDuplicates())));

    private Jobs() {}

    private static void sendsOnce(Nodes nodes, BiConsumer<Node, List<String>> send) throws Exception {
        List<String> sent = nodes.ghostList();

        nodes.run(a -> send.accept(a, sent), b -> send.accept(b, sent));

        assertThat(sent).hasSize(1);
    }

    private static void sendUnlessSent(Node node, List<String> sent) {
        if (!node.cache().exists("sent")) {
            sent.add("by " + node.name());
            node.cache().setText("sent", node.name());
        }
    }

    private static void claimAndSend(Node node, List<String> sent) {
        if (node.cache().setIfAbsent("sent", bytes(node.name()))) {
            sent.add("by " + node.name());
        }
    }

    private static void isDoneAfterADeath(Nodes nodes, BiConsumer<Node, List<String>> job) throws Exception {
        List<String> done = nodes.ghostList();
        nodes.run(a -> job.accept(a, done));
        nodes.advance(LEASE);
        nodes.run(Map.of("b", b -> job.accept(b, done)));

        assertThat(done).as("the job is done").isNotEmpty();
    }

    private static void markThenWork(Node node, List<String> done) {
        if (node.cache().setIfAbsent("done", bytes(node.name()))) {
            node.work("send the invoices");
            done.add("by " + node.name());
        }
    }

    private static void workThenMark(Node node, List<String> done) {
        if (node.leaderElection().tryAcquire("invoices", node.name(), LEASE).isPresent()
                && !node.cache().exists("done")) {
            node.work("send the invoices");
            done.add("by " + node.name());
            node.cache().setText("done", node.name());
        }
    }

    private static void isTakenByOne(Nodes nodes, Predicate<Node> take) throws Exception {
        nodes.node("producer").cache().setText("job", "open");
        List<String> done = nodes.ghostList();
        NodeCode worker = node -> {
            if (take.test(node)) {
                done.add("by " + node.name());
            }
        };

        nodes.run(worker, worker);

        assertThat(done).hasSize(1);
    }

    private static boolean take(Node node) {
        while (true) {
            try {
                return node.cache().replace("job", bytes("open"), bytes("taken"));
            } catch (CoordinationUnavailableException e) {
                // Try again.
            }
        }
    }

    private static boolean takeWithName(Node node) {
        String mine = "taken by " + node.name();
        while (true) {
            try {
                return node.cache().replace("job", bytes("open"), bytes(mine))
                        || node.cache().getText("job").equals(Optional.of(mine));
            } catch (CoordinationUnavailableException e) {
                // Try again.
            }
        }
    }

    interface Mail {
        void send(String id);
    }

    private static class Mailbox implements Mail {
        int received;

        @Override
        public void send(String id) {
            received++;
        }
    }

    private static final class MailboxWithoutDuplicates extends Mailbox {
        private String last = "";

        @Override
        public void send(String id) {
            if (!last.equals(id)) {
                super.send(id);
            }
            last = id;
        }
    }

    private static void arrivesOnce(Nodes nodes, Mailbox mailbox) throws Exception {
        Mail mail = nodes.shared(Mail.class, mailbox);
        NodeCode code = node -> sendAsLeader(node, mail);
        nodes.run(code, code);
        nodes.advance(LEASE);
        nodes.run(Map.of("c", code));

        assertThat(mailbox.received).as("mails received").isEqualTo(1);
    }

    private static void sendAsLeader(Node node, Mail mail) {
        SharedCache cache = node.cache();
        if (node.leaderElection().tryAcquire("mail", node.name(), LEASE).isPresent() && !cache.exists("sent")) {
            mail.send("welcome");
            cache.setText("sent", node.name());
        }
    }
}
