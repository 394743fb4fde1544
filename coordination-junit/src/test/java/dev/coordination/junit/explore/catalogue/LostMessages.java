// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.NOT_SENT;
import static dev.coordination.junit.explore.FaultKind.SUBSCRIPTION_OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Messages that a node needs but does not receive. */
final class LostMessages {

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Setting that is read before the subscription",
                    "a change between the two calls is missed",
                    nodes -> hasTheNewSetting(nodes, Setting::loadAndSubscribe),
                    nodes -> hasTheNewSetting(nodes, Setting::subscribeAndLoad)),
            new KnownBug(
                    "Overflow that is taken for silence",
                    "the node ignores that it has lost messages, and keeps the old setting",
                    Needs.fault(SUBSCRIPTION_OVERFLOW),
                    nodes -> readsTheNewSetting(nodes, Setting::refresh),
                    nodes -> readsTheNewSetting(nodes, Setting::refreshOrStartAgain)),
            new KnownBug(
                    "Message that is not sent",
                    "the failure is ignored, and the receiver keeps the old setting",
                    Needs.fault(NOT_SENT),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publish),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publishUntilSent)),
            new KnownBug(
                    "Message with one retry",
                    "both attempts fail, and the receiver keeps the old setting",
                    Needs.faults(2, NOT_SENT),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publishOrTryAgain),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publishUntilSent)),
            new KnownBug(
                    "Rendezvous of two nodes",
                    "the last node to arrive gives the signal before the first one listens",
                    nodes -> meet(nodes, LostMessages::arriveThenListen),
                    nodes -> meet(nodes, LostMessages::listenThenArrive)));

    private LostMessages() {}

    /** A setting that is reloaded when a message says so. */
    private static final class Setting {
        private final Node node;
        private Subscription changes;
        private String value;

        private Setting(Node node, Subscription changes, String value) {
            this.node = node;
            this.changes = changes;
            this.value = value;
        }

        static Setting loadAndSubscribe(Node node) {
            String value = load(node);
            return new Setting(node, node.pubSub().subscribe("changed"), value);
        }

        static Setting subscribeAndLoad(Node node) {
            Subscription changes = node.pubSub().subscribe("changed");
            return new Setting(node, changes, load(node));
        }

        private static String load(Node node) {
            return node.cache().getText("setting").orElseThrow();
        }

        private void loadIfChanged() {
            while (changes.poll().isPresent()) {
                value = load(node);
            }
        }

        void refresh() {
            try {
                loadIfChanged();
            } catch (CoordinationException e) {
                // Nothing has changed.
            }
        }

        void refreshOrStartAgain() {
            try {
                loadIfChanged();
            } catch (SubscriptionOverflowException e) {
                changes.close();
                changes = node.pubSub().subscribe("changed");
                value = load(node);
            }
        }
    }

    private static void change(Node node, String value) {
        node.cache().setText("setting", value);
        node.pubSub().publish("changed", new byte[0]);
    }

    private static void hasTheNewSetting(Nodes nodes, Function<Node, Setting> start) throws Exception {
        nodes.node("b").cache().setText("setting", "old");

        nodes.run(a -> change(a, "new"), b -> {
            Setting setting = start.apply(b);
            b.sleep(Duration.ofMinutes(1));
            setting.refresh();
            assertThat(setting.value).isEqualTo("new");
        });
    }

    private static void readsTheNewSetting(Nodes nodes, Consumer<Setting> refresh) throws Exception {
        Node node = nodes.node("b");
        node.cache().setText("setting", "old");
        Setting setting = Setting.subscribeAndLoad(node);

        nodes.run(
                a -> {
                    change(a, "newer");
                    change(a, "new");
                },
                b -> refresh.accept(setting));

        refresh.accept(setting);
        assertThat(setting.value).isEqualTo("new");
    }

    private static void tellsOfTheNewSetting(Nodes nodes, NodeCode publish) throws Exception {
        Node node = nodes.node("b");
        node.cache().setText("setting", "old");
        Setting setting = Setting.subscribeAndLoad(node);

        nodes.run(publish);

        setting.refresh();
        assertThat(setting.value).isEqualTo(node.cache().getText("setting").orElseThrow());
    }

    private static void publish(Node node) {
        node.cache().setText("setting", "new");
        try {
            node.pubSub().publish("changed", new byte[0]);
        } catch (CoordinationUnavailableException e) {
            // The others will see it sooner or later.
        }
    }

    private static void publishOrTryAgain(Node node) {
        node.cache().setText("setting", "new");
        try {
            node.pubSub().publish("changed", new byte[0]);
        } catch (CoordinationUnavailableException e) {
            node.pubSub().publish("changed", new byte[0]);
        }
    }

    private static void publishUntilSent(Node node) {
        node.cache().setText("setting", "new");
        while (true) {
            try {
                node.pubSub().publish("changed", new byte[0]);
                return;
            } catch (CoordinationUnavailableException e) {
                // Try again.
            }
        }
    }

    private static void meet(Nodes nodes, NodeCode arrive) throws Exception {
        nodes.run(arrive, arrive);
    }

    private static void arriveThenListen(Node node) throws InterruptedException {
        if (node.cache().increment("arrived", 1) == 2) {
            node.pubSub().publish("go", new byte[0]);
        } else {
            try (Subscription go = node.pubSub().subscribe("go")) {
                assertThat(go.next(Duration.ofMinutes(1))).as("the signal").isPresent();
            }
        }
    }

    private static void listenThenArrive(Node node) throws InterruptedException {
        try (Subscription go = node.pubSub().subscribe("go")) {
            if (node.cache().increment("arrived", 1) == 2) {
                node.pubSub().publish("go", new byte[0]);
            } else {
                assertThat(go.next(Duration.ofMinutes(1))).as("the signal").isPresent();
            }
        }
    }
}
