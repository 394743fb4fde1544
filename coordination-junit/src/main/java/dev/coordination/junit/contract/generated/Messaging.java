// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.differential.Receivers;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The subscriptions of a sequence. Takes their messages before a buffer could overflow, and asks of the adapter only what its
 * capabilities allow.
 */
final class Messaging {

    /** The maximum number of buffered deliveries, below the smallest buffer that a harness may have. */
    private static final int FEW = 15;

    /** The timeout of waits for a message that has been published. Only a run with a difference waits that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The timeout of waits that must throw. */
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Timeouts with which a call does not wait. */
    private static final List<Duration> NONE = List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofSeconds(-1),
            Duration.ofDays(-1),
            Duration.ofDays(-100_000));

    private final Calls calls;
    private final boolean polls;
    private final boolean patterns;
    private final List<Open> open = new ArrayList<>();
    private int opened;

    /** Creates an instance for comparing what arrives, but not what {@code publish} returns. */
    Messaging(Calls calls) {
        this(calls, false);
    }

    Messaging(Calls calls, boolean countsReceivers) {
        this.calls = calls;
        if (!countsReceivers) {
            calls.sequence().receivers(Receivers.UNKNOWN);
        }
        this.polls = calls.has(Capability.POLL_SEES_PUBLISHED);
        this.patterns = calls.has(Capability.PATTERN_SUBSCRIPTIONS);
    }

    /** A subscription, and what is known about the messages that it has not delivered yet. */
    final class Open {

        private final Subscription subscription;
        private final Set<Topic> topics;
        private final String end;

        /** The maximum number of deliveries of one message. */
        private final int each;

        /** The minimum number of messages that are left; {@link #most} is the maximum. */
        private int least;

        private int most;

        private Open(Subscription subscription, Set<Topic> topics, String end, int each) {
            this.subscription = subscription;
            this.topics = topics;
            this.end = end;
            this.each = each;
        }

        private void published(String channel) {
            if (topics.contains(Topic.channel(channel))) {
                least++;
            }
            most += each;
        }

        private void taken() {
            least = Math.max(0, least - 1);
        }
    }

    /** Returns whether polling sees every message that was published. */
    boolean polls() {
        return polls;
    }

    /** Returns the subscriptions that are open. */
    List<Open> open() {
        return open;
    }

    /** Returns those requested topics of a subscription that the adapter accepts. */
    static List<Topic> topics(Open of) {
        return of.topics.stream().filter(topic -> !topic.name().equals(of.end)).toList();
    }

    /** Subscribes on any node to those of the topics that the adapter accepts. Does nothing if it accepts none. */
    void subscribe(List<Topic> wanted) {
        subscribe(wanted, wanted.size());
    }

    /**
     * Subscribes on any node to those of the topics that the adapter accepts.
     *
     * @param each the maximum number of deliveries of one message
     */
    void subscribe(List<Topic> wanted, int each) {
        List<Topic> topics = new ArrayList<>(wanted.stream()
                .filter(topic -> patterns || topic.kind() == Topic.Kind.CHANNEL)
                .filter(calls::permits)
                .toList());
        if (topics.isEmpty()) {
            return;
        }
        String end = "end " + opened++;
        if (!polls) {
            topics.add(Topic.channel(end));
        }
        Subscription subscription = calls.any().pubSub().subscribe(topics);
        open.add(new Open(subscription, new LinkedHashSet<>(topics), end, each));
    }

    /** Publishes from any node, after making room for the message. */
    void publish(String channel, byte[] payload) {
        open.stream().filter(each -> each.most + each.each > FEW).toList().forEach(this::drain);
        calls.any().pubSub().publish(channel, payload);
        open.forEach(each -> each.published(channel));
    }

    /** Takes all messages. */
    void drain(Open from) {
        if (polls) {
            calls.sequence().drain(from.subscription);
        } else {
            calls.sequence().together(() -> {
                calls.any().pubSub().publish(from.end, utf8(from.end));
                open.forEach(each -> each.published(from.end));
                calls.sequence().drainTo(from.subscription, from.end);
            });
        }
        from.least = 0;
        from.most = 0;
    }

    void drainAll() {
        open.forEach(this::drain);
    }

    /** Takes a message if there is one. */
    void poll(Open from) {
        if (polls) {
            from.subscription.poll();
            from.taken();
        }
    }

    void pending(Open from) {
        if (polls) {
            from.subscription.pending();
        }
    }

    /**
     * Waits for a message if there must be one. If not, passes a timeout of zero or less, or does nothing if polling is
     * not possible.
     */
    void next(Open from) {
        if (from.least > 0 || polls) {
            next(from.subscription, from.least > 0 ? PATIENCE : calls.one(NONE));
            from.taken();
        }
    }

    private static void next(Subscription from, Duration timeout) {
        try {
            from.next(timeout);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a call that is only recorded was interrupted", e);
        }
    }

    void close(Open from) {
        from.subscription.close();
        open.remove(from);
    }

    /** Makes a call on a subscription that is closed. */
    void useClosed(Open closed) {
        switch (calls.below(4)) {
            case 0 -> closed.subscription.poll();
            case 1 -> closed.subscription.pending();
            case 2 -> next(closed.subscription, calls.below(2) == 0 ? SHORT : calls.one(NONE));
            default -> closed.subscription.close();
        }
    }
}
