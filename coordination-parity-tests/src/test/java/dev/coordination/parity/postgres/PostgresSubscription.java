// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.parity.postgres.WireFormat.Published;
import dev.coordination.spi.Glob;
import dev.coordination.spi.Inbox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A subscription: the messages for its topics go to its inbox. */
final class PostgresSubscription implements Subscription {

    private final UUID id = UUID.randomUUID();
    private final Database database;
    private final Listening listening;
    private final Set<Topic> topics;
    private final Map<String, Glob> globs = new LinkedHashMap<>();
    private final Inbox inbox;
    private final boolean hasListener;
    private final Consumer<PostgresSubscription> onClosed;

    /** The number of the last message that was published before this subscription began. */
    private volatile long start;

    PostgresSubscription(
            Database database,
            Listening listening,
            Set<Topic> topics,
            Inbox inbox,
            boolean hasListener,
            Consumer<PostgresSubscription> onClosed) {
        this.database = database;
        this.listening = listening;
        this.topics = topics;
        this.inbox = inbox;
        this.hasListener = hasListener;
        this.onClosed = onClosed;
        topics.stream()
                .filter(topic -> topic.kind() == Topic.Kind.PATTERN)
                .forEach(topic -> globs.put(topic.name(), Glob.compile(topic.name())));
    }

    /**
     * Locks out publishers until {@code publish} counts this subscription and its messages arrive, so that the count
     * and the deliveries agree. Returns false, and has changed nothing, if the listening connection is lost.
     */
    boolean open() {
        return database.transaction(connection -> {
            start = PostgresPubSub.lockPublished(connection);
            if (!listening.isServed(connection) || !listening.add(this)) {
                return false;
            }
            for (Topic topic : topics) {
                Database.update(
                        connection,
                        "INSERT INTO subscriptions (id, pattern, name, pid, backend_start) VALUES (?, ?, ?, ?, ?)",
                        id,
                        topic.kind() == Topic.Kind.PATTERN,
                        topic.name(),
                        listening.process().pid(),
                        listening.process().start());
            }
            return true;
        });
    }

    /** Delivers a message once for each topic that matches, first for its channel (S-04). */
    void receive(Published message) {
        if (message.number() <= start) {
            return;
        }
        if (topics.contains(Topic.channel(message.channel()))) {
            inbox.offer(Message.onChannel(message.channel(), message.payload()));
        }
        globs.forEach((pattern, glob) -> {
            if (glob.matches(message.channel())) {
                inbox.offer(Message.onPattern(pattern, message.channel(), message.payload()));
            }
        });
    }

    void lose(Throwable cause) {
        inbox.lose(cause);
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener();
        awaitPublished();
        return inbox.poll();
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        Arguments.notNull(timeout, "timeout");
        checkNoListener();
        return timeout.isZero() || timeout.isNegative() ? poll() : inbox.next(timeout);
    }

    @Override
    public int pending() {
        awaitPublished();
        return inbox.pending();
    }

    /**
     * Waits until everything published before this call has been received (S-11). Messages in the inbox need no server
     * (S-12).
     */
    private void awaitPublished() {
        if (listening.hasEnded() || inbox.isClosed()) {
            return;
        }
        try {
            listening.awaitPublished(database);
        } catch (CoordinationUnavailableException e) {
            if (inbox.size() == 0) {
                throw e;
            }
        }
    }

    private void checkNoListener() {
        if (hasListener) {
            throw new IllegalStateException(inbox + " has a listener that receives its messages");
        }
    }

    @Override
    public void close() {
        database.cleanUp("DELETE FROM subscriptions WHERE id = ?", id);
        listening.remove(this);
        inbox.close();
        onClosed.accept(this);
    }
}
