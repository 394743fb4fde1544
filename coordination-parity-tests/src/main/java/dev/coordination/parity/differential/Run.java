// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * One adapter in a comparison: its nodes, subscriptions and terms by number, so that the same script runs on any, and what
 * came of each call.
 *
 * <p>For one thread.
 *
 * @since 0.1.0
 */
public final class Run {

    /**
     * A call without a result.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Action {

        /**
         * Calls.
         *
         * @throws Exception what is compared by its type
         * @since 0.1.0
         */
        void run() throws Exception;
    }

    /** More than any script publishes. */
    private static final int MOST_DELIVERED = 100_000;

    private final CoordinationHarness harness;
    private final Duration step;
    private final Map<Integer, DistributedCoordination> nodes = new HashMap<>();
    private final Map<Integer, Subscription> subscriptions = new HashMap<>();
    private final Map<Integer, List<Message>> delivered = new HashMap<>();
    private final Map<Integer, Leadership> terms = new HashMap<>();
    private final Tolerance looseness = new Tolerance();
    private final List<Outcome> outcomes = new ArrayList<>();

    Run(CoordinationHarness harness, Duration step) {
        this.harness = harness;
        this.step = step;
    }

    /** Returns what came of the calls so far. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    /**
     * Returns a text in UTF-8.
     *
     * @param text the text
     * @return its bytes
     * @since 0.1.0
     */
    public static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /**
     * Returns a stretch of time on a grid so coarse that the clock of a server, which goes on by itself, does not matter.
     *
     * @param count how many steps of the grid
     * @return the time
     * @since 0.1.0
     */
    public Duration steps(int count) {
        return step.multipliedBy(count);
    }

    /**
     * Returns a handle on the backend, the same for the same number until {@link #reconnect}.
     *
     * @param number any
     * @return a handle
     * @since 0.1.0
     */
    public DistributedCoordination node(int number) {
        return nodes.computeIfAbsent(number, unused -> harness.connect());
    }

    /**
     * Gives a node a new handle; the one that it had is left as it is.
     *
     * @param number which node
     * @since 0.1.0
     */
    public void reconnect(int number) {
        nodes.put(number, harness.connect());
    }

    /**
     * Lets time pass.
     *
     * @param count how many steps of the grid
     * @since 0.1.0
     */
    public void advance(int count) {
        harness.time().advance(steps(count));
    }

    /**
     * Calls, and notes what came of it.
     *
     * @param call what is called
     * @since 0.1.0
     */
    public void call(Action call) {
        Arguments.notNull(call, "call");
        note(() -> {
            call.run();
            return Outcome.DONE;
        });
    }

    /**
     * Calls, and notes what came of it. Terms are compared by their order and what is left of a TTL within half a step;
     * everything else is compared exactly.
     *
     * @param call what is called
     * @since 0.1.0
     */
    public void call(Callable<?> call) {
        Arguments.notNull(call, "call");
        note(() -> comparable(call.call()));
    }

    private void note(Callable<?> call) {
        outcomes.add(Outcome.of(call));
    }

    private Object comparable(Object result) {
        if (result instanceof Optional<?> optional) {
            return optional.map(this::comparable).orElse("empty");
        }
        if (result instanceof byte[] bytes) {
            return Literals.of(bytes);
        }
        if (result instanceof Set<?> || result instanceof Map<?, ?>) {
            return Literals.ofUnordered(result); // Now: it may be a view.
        }
        return result instanceof Leadership term ? looseness.termByItsOrder(term) : result;
    }

    /**
     * Asks for an election, notes what came of it, and keeps a term that was won.
     *
     * @param slot where to keep it
     * @param call what asks
     * @since 0.1.0
     */
    public void acquire(int slot, Callable<Optional<Leadership>> call) {
        call(() -> {
            Optional<Leadership> won = call.call();
            won.ifPresent(term -> terms.put(slot, term));
            return won;
        });
    }

    /**
     * Returns a term that was won, still held or not.
     *
     * @param slot where it was kept
     * @return the term
     * @throws NoSuchElementException if none was won
     * @since 0.1.0
     */
    public Leadership term(int slot) {
        return kept(terms, slot);
    }

    /**
     * Subscribes, notes what came of it, and keeps the subscription; one that was kept there before is closed.
     *
     * @param slot where to keep it
     * @param call what subscribes
     * @since 0.1.0
     */
    public void subscribe(int slot, Callable<Subscription> call) {
        call(() -> {
            Subscription opened = call.call();
            delivered.put(slot, new ArrayList<>());
            Subscription before = subscriptions.put(slot, opened);
            if (before != null) {
                before.close();
            }
        });
    }

    /**
     * Returns a subscription.
     *
     * @param slot where it was kept
     * @return the subscription, closed or not
     * @throws NoSuchElementException if there was none
     * @since 0.1.0
     */
    public Subscription subscription(int slot) {
        return kept(subscriptions, slot);
    }

    /**
     * Takes a message and notes it, but for the pattern: which of several comes first is for the adapter to choose.
     *
     * @param slot where the subscription was kept
     * @since 0.1.0
     */
    public void poll(int slot) {
        call(() -> take(slot, Subscription::poll).map(Tolerance::deliveryOfAnyPattern));
    }

    /**
     * Waits for a message and notes it, as {@link #poll(int)} does.
     *
     * @param slot where the subscription was kept
     * @param timeout how long
     * @since 0.1.0
     */
    public void poll(int slot, Duration timeout) {
        call(() -> take(slot, subscription -> subscription.next(timeout)).map(Tolerance::deliveryOfAnyPattern));
    }

    /**
     * Takes what is left, and notes all that the subscription has delivered since it was last drained, with the patterns of
     * one message sorted, and how it ended.
     *
     * @param slot where the subscription was kept
     * @since 0.1.0
     */
    public void drain(int slot) {
        call(() -> {
            String end = drained(slot);
            List<Message> all = delivered.getOrDefault(slot, List.of());
            delivered.put(slot, new ArrayList<>());
            // Which of the patterns of the last message still fitted in is for the adapter to choose.
            return end.isEmpty()
                    ? Tolerance.deliveriesWithPatternsSorted(all).toString()
                    : all.stream().map(Tolerance::deliveryOfAnyPattern).toList() + ", then " + end;
        });
    }

    private String drained(int slot) {
        while (delivered.getOrDefault(slot, List.of()).size() < MOST_DELIVERED) {
            Outcome next = Outcome.of(() -> take(slot, Subscription::poll));
            if (next.thrown() != null) {
                return next.toString();
            }
            if (next.value() instanceof Optional<?> message && message.isEmpty()) {
                return "";
            }
        }
        return "no end";
    }

    /**
     * Returns once everything published so far has come to where it is kept for {@link #poll}: into the subscriptions, or, on
     * one that is full, into its overflow.
     *
     * @since 0.1.0
     */
    public void settle() {
        for (Subscription subscription : subscriptions.values()) {
            var unused =
                    Outcome.of(subscription::pending); // S-11: what was published is seen by it, and so has arrived.
        }
    }

    /** A way to take a message. */
    private interface Taking {
        Optional<Message> from(Subscription subscription) throws InterruptedException;
    }

    private Optional<Message> take(int slot, Taking taking) throws InterruptedException {
        Optional<Message> message = taking.from(subscription(slot));
        message.ifPresent(taken -> kept(delivered, slot).add(taken));
        return message;
    }

    /**
     * Publishes again and again.
     *
     * @param pubSub where
     * @param channel the channel
     * @param count how often
     * @return how many received each
     * @since 0.1.0
     */
    public static List<Long> publishMany(PubSub pubSub, String channel, int count) {
        List<Long> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(pubSub.publish(channel, utf8("many " + i)));
        }
        return received;
    }

    /**
     * Returns a term as if somebody else held it.
     *
     * @param nodeId who
     * @param term the term
     * @return a term that nobody won, unless it was won by that node
     * @since 0.1.0
     */
    public static Leadership heldBy(String nodeId, Leadership term) {
        return new Leadership(term.election(), nodeId, term.fencingToken());
    }

    private static <T> T kept(Map<Integer, T> slots, int slot) {
        T kept = slots.get(slot);
        if (kept == null) {
            throw new NoSuchElementException("nothing is kept in slot " + slot);
        }
        return kept;
    }
}
