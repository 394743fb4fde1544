package dev.coordination.memory;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
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
 * Takes messages to the subscriptions of one backend: one at a time, so that all subscribers see all messages in one
 * order, as on a real server.
 *
 * <p>Lock order: that of a {@link HandleState}, {@link #lock}, that of a {@link MemorySubscription}.
 */
final class Broker {

    private final TimeSource time;
    private final int buffer;
    private final ListenerCalls listenerCalls;

    private final ReentrantLock lock = new ReentrantLock();

    /** By exact name, so that a publish does not look at the others. Guarded by {@link #lock}. */
    private final Map<String, Set<MemorySubscription>> channels = new HashMap<>();

    /** The patterns, each with its glob. Guarded by {@link #lock}. */
    private final Map<String, Glob> globs = new LinkedHashMap<>();

    /** Those of each pattern. Guarded by {@link #lock}. */
    private final Map<String, Set<MemorySubscription>> patterns = new HashMap<>();

    /** Null until needed, because most tests have no listener. Guarded by {@link #lock}. */
    private @Nullable ListenerLoops listeners;

    Broker(TimeSource time, int buffer, ListenerCalls listenerCalls) {
        this.time = time;
        this.buffer = buffer;
        this.listenerCalls = listenerCalls;
    }

    MemorySubscription open(Set<Topic> topics, @Nullable MessageListener listener, HandleState handle) {
        MemorySubscription subscription =
                new MemorySubscription(this, handle, topics, new Buffer(time, buffer, topics), listener, listenerCalls);
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

    /** Removes a subscription and ends it, in one step: who publishes no longer counts it from when its calls fail. */
    void remove(MemorySubscription subscription, Set<Topic> topics, Runnable end) {
        lock.lock();
        try {
            for (Topic topic : topics) {
                Map<String, Set<MemorySubscription>> subscribers = subscribers(topic);
                Set<MemorySubscription> rest = subscribers.get(topic.name());
                if (rest != null && rest.remove(subscription) && rest.isEmpty()) {
                    subscribers.remove(topic.name());
                    if (topic.kind() == Topic.Kind.PATTERN) {
                        globs.remove(topic.name());
                    }
                }
            }
            end.run();
        } finally {
            lock.unlock();
        }
    }

    /** Drops the buffered messages of these subscriptions, in one step between two messages. */
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
        List<MemorySubscription> reached = new ArrayList<>();
        lock.lock();
        try {
            for (MemorySubscription subscription : channels.getOrDefault(message.channel(), Set.of())) {
                subscription.offer(message);
                reached.add(subscription);
            }
            globs.forEach((pattern, glob) -> {
                if (glob.matches(message.channel())) {
                    deliverTo(pattern, message, reached);
                }
            });
        } finally {
            lock.unlock();
        }
        reached.forEach(MemorySubscription::callListener); // A user's code, so after the lock.
        return reached.size();
    }

    private void deliverTo(String pattern, Message message, List<MemorySubscription> reached) {
        Message matched = Message.onPattern(pattern, message.channel(), message.payload());
        for (MemorySubscription subscription : patterns.getOrDefault(pattern, Set.of())) {
            subscription.offer(matched);
            reached.add(subscription);
        }
    }
}
