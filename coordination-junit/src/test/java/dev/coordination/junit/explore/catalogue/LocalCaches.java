// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.SUBSCRIPTION_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.catalogue.Entries.Database;
import dev.coordination.junit.explore.catalogue.Entries.OneValue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Nodes that cache what they have read until a message says that it has changed. */
final class LocalCaches {

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Local cache that is filled late",
                    "the message arrives while the old value is being read, and the old value is kept",
                    nodes -> forgetsTheOldValue(nodes, LocalCache::new, LocalCaches::writeThenPublish),
                    nodes -> forgetsTheOldValue(nodes, GuardedCache::new, LocalCaches::writeThenPublish)),
            new KnownBug(
                    "Message that is published before the change",
                    "a node reads the old value again before it changes",
                    nodes -> forgetsTheOldValue(nodes, GuardedCache::new, LocalCaches::publishThenWrite),
                    nodes -> forgetsTheOldValue(nodes, GuardedCache::new, LocalCaches::writeThenPublish)),
            new KnownBug(
                    "Local cache whose subscription is lost",
                    "it does not notice that messages no longer arrive, and keeps the old value",
                    Needs.fault(SUBSCRIPTION_LOST),
                    nodes -> forgetsTheOldValue(nodes, GuardedCache::new, LocalCaches::writeThenPublish),
                    nodes -> forgetsTheOldValue(nodes, CacheWhileConnected::new, LocalCaches::writeThenPublish)));

    private LocalCaches() {}

    private static void forgetsTheOldValue(
            Nodes nodes, BiFunction<Node, Database, LocalCache> create, BiConsumer<Node, Database> change)
            throws Exception {
        Database database = nodes.shared(Database.class, new OneValue());
        LocalCache cache = create.apply(nodes.node("b"), database);

        nodes.run(a -> change.accept(a, database), b -> cache.get());

        assertThat(cache.get()).isEqualTo("new");
    }

    private static void writeThenPublish(Node node, Database database) {
        database.write("new");
        node.pubSub().publish("changed", new byte[0]);
    }

    private static void publishThenWrite(Node node, Database database) {
        node.pubSub().publish("changed", new byte[0]);
        database.write("new");
    }

    private static class LocalCache implements MessageListener {
        final Database database;
        Optional<String> kept = Optional.empty();

        LocalCache(Node node, Database database) {
            this.database = database;
            node.pubSub().subscribe(List.of(Topic.channel("changed")), this);
        }

        String get() {
            if (kept.isEmpty()) {
                kept = Optional.of(database.read());
            }
            return kept.get();
        }

        @Override
        public void onMessage(Message message) {
            kept = Optional.empty();
        }
    }

    /** Keeps a value only if no message has arrived while it was being read. */
    private static class GuardedCache extends LocalCache {
        private int messages;

        GuardedCache(Node node, Database database) {
            super(node, database);
        }

        @Override
        String get() {
            if (kept.isPresent()) {
                return kept.get();
            }
            int before = messages;
            String value = database.read();
            if (before == messages) {
                kept = Optional.of(value);
            }
            return value;
        }

        @Override
        public void onMessage(Message message) {
            messages++;
            super.onMessage(message);
        }
    }

    /** Keeps values only while the subscription is connected. */
    private static final class CacheWhileConnected extends GuardedCache {
        private boolean connected = true;

        CacheWhileConnected(Node node, Database database) {
            super(node, database);
        }

        @Override
        String get() {
            return connected ? super.get() : database.read();
        }

        @Override
        public void onEnd(CoordinationException cause) {
            connected = false;
        }
    }
}
