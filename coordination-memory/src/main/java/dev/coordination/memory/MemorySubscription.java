// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.spi.Inbox;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscription of a handle. */
final class MemorySubscription implements Subscription {

    private final Broker broker;
    private final HandleState handle;
    private final Set<Topic> topics;
    private final Inbox inbox;
    private final @Nullable ListenerLoop listener;

    MemorySubscription(
            Broker broker,
            HandleState handle,
            Set<Topic> topics,
            Inbox inbox,
            @Nullable MessageListener listener,
            ListenerCalls listenerCalls) {
        this.broker = broker;
        this.handle = handle;
        this.topics = topics;
        this.inbox = inbox;
        this.listener = listener == null ? null : new ListenerLoop(inbox, listener, listenerCalls, broker.listeners());
    }

    void offer(Message message) {
        inbox.offer(message);
    }

    /** Drops the buffered messages. */
    void clear() {
        inbox.clear();
    }

    /** Makes the listener, if there is one, receive the buffered messages. Called without holding a lock. */
    void callListener() {
        if (listener != null) {
            listener.wake();
        }
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener();
        return inbox.poll();
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        Arguments.notNull(timeout, "timeout");
        checkNoListener();
        return inbox.next(timeout);
    }

    private void checkNoListener() {
        if (listener != null) {
            throw new IllegalStateException(
                    inbox + " has a listener that receives its messages: to poll, subscribe without a listener");
        }
    }

    @Override
    public int pending() {
        return inbox.pending();
    }

    @Override
    public void close() {
        broker.remove(this, topics, inbox::close);
        handle.forget(this);
        if (listener != null) {
            listener.close();
        }
    }

    /** Ends this subscription as if its connection were lost. */
    void lose() {
        broker.remove(this, topics, () -> inbox.lose(null));
        callListener();
    }

    @Override
    public String toString() {
        return inbox.toString();
    }
}
