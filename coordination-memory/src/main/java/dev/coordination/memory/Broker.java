// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import dev.coordination.spi.Glob;
import dev.coordination.spi.Inbox;
import dev.coordination.spi.WaitStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Delivers messages to the subscriptions of a backend, one message at a time, so that all subscribers see all messages in the
 * same order, as on a real server.
 *
 * <p>Lock order: the lock of a {@link HandleState}, {@link #lock}, the lock of a {@link MemorySubscription}.
 */
final class Broker {

    private final WaitStrategy waiting;
    private final int bufferSize;
    private final ListenerCalls listenerCalls;

    private final ReentrantLock lock = new ReentrantLock();

    /** The subscriptions to each channel. Guarded by {@link #lock}. */
    private final Map<String, Set<MemorySubscription>> channels = new HashMap<>();

    /** The compiled form of each pattern. Guarded by {@link #lock}. */
    private final Map<String, Glob> globs = new LinkedHashMap<>();

    /** The subscriptions to each pattern. Guarded by {@link #lock}. */
    private final Map<String, Set<MemorySubscription>> patterns = new HashMap<>();

    /** Null until needed, because most tests have no listener. Guarded by {@link #lock}. */
    private @Nullable ListenerLoops listeners;

    Broker(TimeSource time, int bufferSize, ListenerCalls listenerCalls) {
        this.waiting = (held, changed, done, timeout) -> time.await(held, changed, done, time.nanosAfter(timeout));
        this.bufferSize = bufferSize;
        this.listenerCalls = listenerCalls;
    }

    MemorySubscription open(Set<Topic> topics, @Nullable MessageListener listener, HandleState handle) {
        MemorySubscription subscription = new MemorySubscription(
                this, handle, topics, new Inbox(bufferSize, topics, waiting), listener, listenerCalls);
        lock.lock();
        try {
            for (Topic topic : topics) {
                if (topic.kind() == Topic.Kind.PATTERN) {
                    globs.computeIfAbsent(topic.name(), Glob::compile);
                }
                subscribers(topic)
                        .computeIfAbsent(topic.name(), name -> new LinkedHashSet<>())
                        .add(subscription);
            }
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    /**
     * Removes and ends a subscription in one step, so that {@code publish} stops counting it when calls on it begin to fail.
     */
    void remove(MemorySubscription subscription, Set<Topic> topics, Runnable ending) {
        lock.lock();
        try {
            for (Topic topic : topics) {
                Map<String, Set<MemorySubscription>> subscribers = subscribers(topic);
                Set<MemorySubscription> remaining = subscribers.get(topic.name());
                if (remaining != null && remaining.remove(subscription) && remaining.isEmpty()) {
                    subscribers.remove(topic.name());
                    if (topic.kind() == Topic.Kind.PATTERN) {
                        globs.remove(topic.name());
                    }
                }
            }
            ending.run();
        } finally {
            lock.unlock();
        }
    }

    /** Drops the buffered messages of these subscriptions in one step, during which no message reaches a subscription. */
    void clear(Collection<MemorySubscription> subscriptions) {
        lock.lock();
        try {
            subscriptions.forEach(MemorySubscription::clear);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the listeners of all subscriptions. */
    ListenerLoops listeners() {
        lock.lock();
        try {
            if (listeners == null) {
                listeners = new ListenerLoops();
            }
            return listeners;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Set<MemorySubscription>> subscribers(Topic topic) {
        return topic.kind() == Topic.Kind.PATTERN ? patterns : channels;
    }

    /** Delivers a message, and returns the number of deliveries. */
    long publish(Message message) {
        List<MemorySubscription> receivers = new ArrayList<>();
        lock.lock();
        try {
            for (MemorySubscription subscription : channels.getOrDefault(message.channel(), Set.of())) {
                subscription.offer(message);
                receivers.add(subscription);
            }
            globs.forEach((pattern, glob) -> {
                if (glob.matches(message.channel())) {
                    deliverTo(pattern, message, receivers);
                }
            });
        } finally {
            lock.unlock();
        }
        receivers.forEach(MemorySubscription::callListener); // Without the lock, because it runs user code.
        return receivers.size();
    }

    private void deliverTo(String pattern, Message message, List<MemorySubscription> receivers) {
        Message matched = Message.onPattern(pattern, message.channel(), message.payload());
        for (MemorySubscription subscription : patterns.getOrDefault(pattern, Set.of())) {
            subscription.offer(matched);
            receivers.add(subscription);
        }
    }
}
