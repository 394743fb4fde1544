// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;

/**
 * Explores a subscription on one node, while others count up a counter and publish each of its values. The listener reads the
 * counter at each gap. So it must always end with the last value, and each value that it was not told must be followed by a gap.
 */
@Tag("one-jdk")
class RenewingSubscriptionProofTest {

    /** What the listener knows of the counter. */
    private static final class Copy implements RenewingListener {

        private final Node node;
        private final Ghost<Long> known;
        private final Ghost<Boolean> lost;
        private final Ghost<Integer> gaps;
        private final Ghost<Boolean> closed;

        Copy(Node node, Nodes nodes) {
            this.node = node;
            known = nodes.ghost(0L);
            lost = nodes.ghost(false);
            gaps = nodes.ghost(0);
            closed = nodes.ghost(false);
        }

        @Override
        public void onMessage(Message message) {
            assertThat(closed.get()).isFalse();
            assertThat(lost.get()).as("a message between loss and gap").isFalse();
            long value = Long.parseLong(message.text());
            // An older one may be published after the counter was read, but none may be left out.
            assertThat(value).isLessThanOrEqualTo(known.get() + 1);
            known.set(Math.max(known.get(), value));
        }

        @Override
        public void onGap() {
            assertThat(closed.get()).isFalse();
            assertThat(lost.get()).as("a gap without a loss").isTrue();
            known.set(node.cache().getText("counter").map(Long::valueOf).orElse(0L));
            lost.set(false);
            gaps.update(n -> n + 1);
        }

        @Override
        public void onLost(CoordinationException cause) {
            assertThat(closed.get()).isFalse();
            assertThat(lost.get()).as("a loss after a loss").isFalse();
            lost.set(true);
        }

        RenewingSubscription start() {
            return RenewingSubscription.builder(node, List.of(Topic.channel("counter")), this, node.scheduler())
                    .clock(node.clock())
                    .errorHandler(thrown -> {})
                    .start();
        }

        boolean isRight(Nodes nodes) {
            return known.get().equals(counter(nodes));
        }
    }

    private static Long counter(Nodes nodes) {
        return nodes.node("test").cache().getText("counter").map(Long::valueOf).orElse(0L);
    }

    private static void count(Node node, int times) {
        for (int i = 0; i < times; i++) {
            long value = node.cache().increment("counter", 1);
            node.pubSub().publish("counter", Long.toString(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Runs nodes in the order of their names, which is the same in each JVM. */
    private static void run(Nodes nodes, Map<String, NodeCode> codes) {
        nodes.run(new TreeMap<>(codes));
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.SUBSCRIPTION_LOST, FaultKind.SUBSCRIPTION_OVERFLOW},
            require = Verdict.PROVED)
    void oneLoss(Nodes nodes) {
        Copy copy = new Copy(nodes.node("s"), nodes);
        RenewingSubscription unused = copy.start();

        run(nodes, Map.of("p", p -> count(p, 3), "s", s -> s.sleep(ofSeconds(1))));

        nodes.eventually(ofSeconds(2), "the copy is right", () -> copy.isRight(nodes));
        nodes.sometimes("a gap", copy.gaps.get() == 1);
    }

    @EveryInterleaving(
            faults = 2,
            kinds = {FaultKind.SUBSCRIPTION_LOST, FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void twoFaultsInAnyOrder(Nodes nodes) {
        Copy copy = new Copy(nodes.node("s"), nodes);
        RenewingSubscription unused = copy.start();

        run(
                nodes,
                Map.of(
                        "p",
                        p -> p.pubSub().publish("counter", "1".getBytes(StandardCharsets.UTF_8)),
                        "s",
                        s -> s.sleep(ofSeconds(5))));

        nodes.sometimes("two gaps", copy.gaps.get() == 2);
    }

    @EveryInterleaving(
            faults = 1,
            kinds = {FaultKind.SUBSCRIPTION_LOST, FaultKind.NOT_SENT, FaultKind.REPLY_LOST},
            require = Verdict.PROVED)
    void closing(Nodes nodes) {
        Copy copy = new Copy(nodes.node("s"), nodes);

        run(nodes, Map.of("p", p -> count(p, 1), "s", s -> {
            RenewingSubscription subscription = copy.start();
            s.sleep(ofSeconds(1));
            subscription.close();
            copy.closed.set(true);
        }));
        nodes.advance(ofSeconds(60));

        assertThat(nodes.node("test").pubSub().publish("counter", new byte[0])).isZero();
    }

    @EveryFault(faults = 2, summary = true)
    void twoFaults(Nodes nodes) {
        Copy copy = new Copy(nodes.node("s"), nodes);

        run(nodes, Map.of("p", p -> count(p, 3), "s", s -> {
            RenewingSubscription unused = copy.start();
            s.sleep(ofSeconds(5));
        }));

        assertThat(copy.known.get()).isLessThanOrEqualTo(counter(nodes));
    }
}
