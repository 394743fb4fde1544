// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a run, by slot number, and the messages that were taken from each since it was last drained. */
final class SubscriptionSlots {

    /** The maximum number of messages taken from a subscription, more than any script publishes. */
    private static final int MOST_DELIVERED = 20_000;

    private final Map<Integer, Subscription> subscriptions = new HashMap<>();
    private final Map<Integer, List<Message>> delivered = new HashMap<>();

    /** Takes a message from a subscription. */
    @FunctionalInterface
    interface Taking {
        Optional<Message> from(Subscription subscription) throws InterruptedException;
    }

    /** What a subscription delivered before it ended, and how it ended. */
    private record Ended(List<Delivery> before, String end) {
        @Override
        public String toString() {
            return before + ", then " + end;
        }
    }

    /** Puts a subscription into a slot, and closes the one that was there. */
    void put(int slot, Subscription opened) {
        delivered.put(slot, new ArrayList<>());
        Subscription before = subscriptions.put(slot, opened);
        if (before != null) {
            before.close();
        }
    }

    /**
     * Returns the subscription in a slot.
     *
     * @throws NoSuchElementException if the slot is empty
     */
    Subscription get(int slot) {
        return Run.kept(subscriptions, slot);
    }

    /**
     * Takes a message from a subscription.
     *
     * @throws NoSuchElementException if the slot is empty
     */
    Optional<Message> take(int slot, Taking taking) throws InterruptedException {
        Optional<Message> message = taking.from(get(slot));
        message.ifPresent(taken -> Run.kept(delivered, slot).add(taken));
        return message;
    }

    /**
     * Takes messages until none is left or one has the payload {@code last}. Returns, in a form that can be compared,
     * what was delivered since the slot was last drained, and how the subscription ended if it did.
     */
    Object drain(int slot, Taking taking, @Nullable String last) {
        String end = takeAll(slot, taking, last);
        List<Message> all = delivered.getOrDefault(slot, List.of());
        delivered.put(slot, new ArrayList<>());
        // The adapter may choose for which of the matching patterns the last message still fits into the buffer.
        return end.isEmpty()
                ? Tolerance.deliveriesWithPatternsSorted(all)
                : new Ended(all.stream().map(Delivery::ofAnyPattern).toList(), end);
    }

    /** Returns how the subscription ended, or an empty text if it did not. */
    private String takeAll(int slot, Taking taking, @Nullable String last) {
        while (delivered.getOrDefault(slot, List.of()).size() < MOST_DELIVERED) {
            Outcome next = Outcome.of(() -> take(slot, taking));
            if (next.thrown() != null) {
                return next.toString();
            }
            if (next.value() instanceof Optional<?> taken
                    && taken.filter(message -> !((Message) message).text().equals(last))
                            .isEmpty()) {
                return "";
            }
        }
        return "no end";
    }

    /** Blocks until every message published so far has arrived at every subscription. */
    void settle() {
        for (Subscription subscription : subscriptions.values()) {
            // By S-11, every message published earlier has arrived when this call returns.
            var unused = Outcome.of(subscription::pending);
        }
    }
}
