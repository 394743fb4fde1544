// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
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
 * One adapter in a comparison. Scripts refer to its nodes, subscriptions and terms by number, so that the same script runs on
 * every adapter. A run records the outcome of each call.
 *
 * <p>This class is not thread-safe.
 *
 * @since 0.1.0
 */
public final class Run {

    /**
     * A call that returns nothing.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Action {

        /**
         * Makes the call.
         *
         * @throws Exception if the call fails; exceptions are compared by their type
         * @since 0.1.0
         */
        void run() throws Exception;
    }

    /** How long to wait, in real time, for a message that was published. Only a run with a difference waits that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CoordinationHarness harness;
    private final Duration step;
    private final Map<Integer, DistributedCoordination> nodes = new HashMap<>();
    private final SubscriptionSlots subscriptions = new SubscriptionSlots();
    private final Map<Integer, Leadership> terms = new HashMap<>();
    private final Tolerance tolerance = new Tolerance();
    private final List<Outcome> outcomes = new ArrayList<>();

    Run(CoordinationHarness harness, Duration step) {
        this.harness = harness;
        this.step = step;
    }

    /** Returns the outcomes of the calls so far. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    /**
     * Encodes a text in UTF-8.
     *
     * @param text the text
     * @return the bytes
     * @since 0.1.0
     */
    public static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /**
     * Returns the duration of a number of time steps. A step is so long that the time which passes on a server during the run
     * makes no difference.
     *
     * @param count the number of steps
     * @return the duration
     * @since 0.1.0
     */
    public Duration steps(int count) {
        return step.multipliedBy(count);
    }

    /**
     * Returns the handle of a node. It stays the same until {@link #reconnect}.
     *
     * @param number the number of the node
     * @return the handle
     * @since 0.1.0
     */
    public DistributedCoordination node(int number) {
        return nodes.computeIfAbsent(number, unused -> harness.connect());
    }

    /**
     * Gives a node a new handle. Its previous handle stays open.
     *
     * @param number the number of the node
     * @since 0.1.0
     */
    public void reconnect(int number) {
        nodes.put(number, harness.connect());
    }

    /**
     * Advances time.
     *
     * @param count the number of steps
     * @since 0.1.0
     */
    public void advance(int count) {
        advance(steps(count));
    }

    /**
     * Advances time.
     *
     * @param duration the duration
     * @since 0.1.0
     */
    public void advance(Duration duration) {
        harness.time().advance(duration);
    }

    /**
     * Makes a call that returns nothing, and records its outcome.
     *
     * @param call the call
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
     * Makes a call, and records its outcome. Fencing tokens are compared by their order, and remaining TTLs to within
     * half a step. Everything else is compared exactly.
     *
     * @param call the call
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
        if (result instanceof byte[] || result instanceof Set<?> || result instanceof Map<?, ?>) {
            return ResultCopy.of(result);
        }
        return result instanceof Leadership term ? tolerance.termByItsOrder(term) : result;
    }

    /**
     * Makes calls whose outcomes are not recorded.
     *
     * @param calls makes the calls on this run
     * @throws Exception if {@code calls} throws one
     * @since 0.1.0
     */
    public void uncompared(Action calls) throws Exception {
        int before = outcomes.size();
        calls.run();
        outcomes.subList(before, outcomes.size()).clear();
    }

    /**
     * Makes a call that acquires an election, records its outcome, and keeps the term if there is one.
     *
     * @param slot the slot in which to keep the term
     * @param call the call
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
     * Returns a term that was acquired, whether or not it is still held.
     *
     * @param slot the slot of the term
     * @return the term
     * @throws NoSuchElementException if the slot is empty
     * @since 0.1.0
     */
    public Leadership term(int slot) {
        return kept(terms, slot);
    }

    /**
     * Makes a call that subscribes, records its outcome, and keeps the subscription. The previous subscription in the slot is
     * closed.
     *
     * @param slot the slot in which to keep the subscription
     * @param call the call
     * @since 0.1.0
     */
    public void subscribe(int slot, Callable<Subscription> call) {
        call(() -> subscriptions.put(slot, call.call()));
    }

    /**
     * Returns a subscription.
     *
     * @param slot the slot of the subscription
     * @return the subscription, which may be closed
     * @throws NoSuchElementException if the slot is empty
     * @since 0.1.0
     */
    public Subscription subscription(int slot) {
        return subscriptions.get(slot);
    }

    /**
     * Polls a subscription, and records the message without its pattern: if several patterns match, the adapter may
     * deliver the message for them in any order.
     *
     * @param slot the slot of the subscription
     * @since 0.1.0
     */
    public void poll(int slot) {
        call(() -> subscriptions.take(slot, Subscription::poll).map(Delivery::ofAnyPattern));
    }

    /**
     * Waits for a message, and records it as {@link #poll(int)} does.
     *
     * @param slot the slot of the subscription
     * @param timeout the maximum time to wait
     * @since 0.1.0
     */
    public void poll(int slot, Duration timeout) {
        call(() -> subscriptions
                .take(slot, subscription -> subscription.next(timeout))
                .map(Delivery::ofAnyPattern));
    }

    /**
     * Takes all remaining messages, and records every message delivered since the last drain, with the patterns of each
     * message sorted, and how the subscription ended if it did.
     *
     * @param slot the slot of the subscription
     * @since 0.1.0
     */
    public void drain(int slot) {
        call(() -> subscriptions.drain(slot, Subscription::poll, null));
    }

    /**
     * Waits for messages until one with the given payload arrives, and records them as {@link #drain} does. Use this
     * instead of {@code drain} if an adapter cannot tell whether a message is still to come.
     *
     * @param slot the slot of the subscription
     * @param last the payload of the last message to take
     * @since 0.1.0
     */
    public void drainTo(int slot, String last) {
        Arguments.notNull(last, "last");
        call(() -> subscriptions.drain(slot, subscription -> subscription.next(PATIENCE), last));
    }

    /**
     * Cuts the connections of all open subscriptions.
     *
     * @since 0.1.0
     */
    public void cutSubscriptions() {
        harness.cutSubscriptions();
    }

    /**
     * Blocks until every message published so far has arrived: each subscription has either buffered it or overflowed.
     *
     * @since 0.1.0
     */
    public void settle() {
        subscriptions.settle();
    }

    /**
     * Publishes several messages.
     *
     * @param pubSub the port to publish with
     * @param channel the channel
     * @param count the number of messages
     * @return the number of receivers of each message
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
     * Returns a copy of a term with another holder.
     *
     * @param nodeId the node id of the holder
     * @param term the term
     * @return the copy, which equals the term if the node holds it
     * @since 0.1.0
     */
    public static Leadership heldBy(String nodeId, Leadership term) {
        return new Leadership(term.election(), nodeId, term.fencingToken());
    }

    /** Returns what is in a slot. */
    static <T> T kept(Map<Integer, T> slots, int slot) {
        T kept = slots.get(slot);
        if (kept == null) {
            throw new NoSuchElementException("slot " + slot + " is empty");
        }
        return kept;
    }
}
