// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscription of a handle. */
final class MemorySubscription implements Subscription {

    private final Broker broker;
    private final HandleState handle;
    private final Set<Topic> topics;
    private final MessageBuffer buffer;
    private final @Nullable ListenerLoop listener;

    MemorySubscription(
            Broker broker,
            HandleState handle,
            Set<Topic> topics,
            MessageBuffer buffer,
            @Nullable MessageListener listener,
            ListenerCalls listenerCalls) {
        this.broker = broker;
        this.handle = handle;
        this.topics = topics;
        this.buffer = buffer;
        this.listener = listener == null ? null : new ListenerLoop(buffer, listener, listenerCalls, broker.listeners());
    }

    void offer(Message message) {
        buffer.offer(message);
    }

    /** Drops the buffered messages. */
    void clear() {
        buffer.clear();
    }

    /** Has the listener, if there is one, called with the buffered messages. Called without a lock. */
    void callListener() {
        if (listener != null) {
            listener.wake();
        }
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener();
        return Optional.ofNullable(buffer.poll());
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        Arguments.notNull(timeout, "timeout");
        checkNoListener();
        return Optional.ofNullable(buffer.next(timeout));
    }

    private void checkNoListener() {
        if (listener != null) {
            throw new IllegalStateException(
                    buffer + " has a listener that receives its messages: subscribe without a listener to poll");
        }
    }

    @Override
    public int pending() {
        return buffer.size();
    }

    @Override
    public void close() {
        broker.remove(this, topics, buffer::close);
        handle.forget(this);
        if (listener != null) {
            listener.close();
        }
    }

    /** Ends this subscription as if its connection were lost. */
    void lose() {
        broker.remove(this, topics, buffer::lose);
        callListener();
    }

    @Override
    public String toString() {
        return buffer.toString();
    }
}
