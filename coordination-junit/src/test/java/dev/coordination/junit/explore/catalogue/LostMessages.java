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

/** Messages that a node needs and does not get. */
final class LostMessages {

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Settings that are read before the subscription",
                    "a change between the two calls is missed",
                    nodes -> hasTheNewSetting(nodes, node -> new Settings(node).loadAndSubscribe()),
                    nodes -> hasTheNewSetting(nodes, node -> new Settings(node).subscribeAndLoad())),
            new KnownBug(
                    "Overflow that is taken for silence",
                    "the node ignores that it has lost messages, and keeps the old setting",
                    Needs.fault(SUBSCRIPTION_OVERFLOW),
                    nodes -> readsTheNewSetting(nodes, Settings::refresh),
                    nodes -> readsTheNewSetting(nodes, Settings::refreshOrStartAgain)),
            new KnownBug(
                    "Message that is not sent",
                    "the failure is ignored, and the receiver keeps the old setting",
                    Needs.fault(NOT_SENT),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publish),
                    nodes -> tellsOfTheNewSetting(nodes, LostMessages::publishUntilSent)),
            new KnownBug(
                    "Meeting of two nodes",
                    "the last to arrive gives the signal before the first one listens",
                    nodes -> meet(nodes, LostMessages::arriveThenListen),
                    nodes -> meet(nodes, LostMessages::listenThenArrive)));

    private LostMessages() {}

    /** A setting that is read again when a message says so. */
    private static final class Settings {
        private final Node node;
        private Subscription changes;
        private String value;

        Settings(Node node) {
            this.node = node;
            value = "";
            changes = node.pubSub().subscribe("unused");
        }

        Settings loadAndSubscribe() {
            load();
            changes = node.pubSub().subscribe("changed");
            return this;
        }

        Settings subscribeAndLoad() {
            changes = node.pubSub().subscribe("changed");
            load();
            return this;
        }

        private void load() {
            value = node.cache().getText("setting").orElseThrow();
        }

        void refresh() {
            try {
                while (changes.poll().isPresent()) {
                    load();
                }
            } catch (CoordinationException e) {
                // Nothing has changed.
            }
        }

        void refreshOrStartAgain() {
            try {
                refreshOrFail();
            } catch (SubscriptionOverflowException e) {
                changes.close();
                subscribeAndLoad();
            }
        }

        private void refreshOrFail() {
            while (changes.poll().isPresent()) {
                load();
            }
        }
    }

    private static void change(Node node) {
        node.cache().setText("setting", "new");
        node.pubSub().publish("changed", new byte[0]);
    }

    private static void hasTheNewSetting(Nodes nodes, Function<Node, Settings> start) throws Exception {
        nodes.node("b").cache().setText("setting", "old");

        nodes.run(LostMessages::change, b -> {
            Settings settings = start.apply(b);
            b.sleep(Duration.ofMinutes(1));
            settings.refresh();
            assertThat(settings.value).isEqualTo("new");
        });
    }

    private static void readsTheNewSetting(Nodes nodes, Consumer<Settings> refresh) throws Exception {
        Node node = nodes.node("b");
        node.cache().setText("setting", "old");
        Settings settings = new Settings(node).subscribeAndLoad();

        nodes.run(LostMessages::change, b -> refresh.accept(settings));

        refresh.accept(settings);
        assertThat(settings.value).isEqualTo("new");
    }

    private static void tellsOfTheNewSetting(Nodes nodes, NodeCode publish) throws Exception {
        Node node = nodes.node("b");
        node.cache().setText("setting", "old");
        Settings settings = new Settings(node).subscribeAndLoad();

        nodes.run(publish);

        settings.refresh();
        assertThat(settings.value).isEqualTo(node.cache().getText("setting").orElseThrow());
    }

    private static void publish(Node node) {
        node.cache().setText("setting", "new");
        try {
            node.pubSub().publish("changed", new byte[0]);
        } catch (CoordinationUnavailableException e) {
            // The others will see it sooner or later.
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
