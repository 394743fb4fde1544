// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A sequence of calls, recorded once and then made on several adapters by {@link Differential#compare}.
 *
 * <pre>{@code
 * Sequence calls = new Sequence(1);
 * calls.on(0).cache().set("k", value, Duration.ofMinutes(4));
 * calls.advance(Duration.ofMinutes(4));
 * calls.on(1).cache().get("k");
 * }</pre>
 *
 * <p>Calls on the handles of a sequence are recorded and return empty or zero results. Two results stand for what the
 * call will return: the {@link dev.coordination.Leadership} of {@code tryAcquire} can be passed to {@code renew} and
 * {@code release}, even with another node id, and the {@link Subscription} of {@code subscribe} records the calls on
 * it.
 *
 * <p>This class is mutable and not thread-safe.
 *
 * @since 0.1.0
 */
public final class Sequence {

    private final long seed;
    private final Map<Integer, DistributedCoordination> nodes = new HashMap<>();
    private final Terms terms = new Terms();
    private final List<Step> steps = new ArrayList<>();
    private BiPredicate<String, Object> permitted = (operation, argument) -> true;
    private Receivers receivers = Receivers.COUNTED;
    private boolean compared = true;
    private int subscriptions;

    /**
     * Creates an empty sequence.
     *
     * @param seed the seed that its calls are generated from, for messages
     * @since 0.1.0
     */
    public Sequence(long seed) {
        this.seed = seed;
    }

    /**
     * Leaves out every further call that has an argument which an adapter does not support.
     *
     * @param permitted whether an operation, such as {@code cache.get}, supports an argument; not called with null
     * @return this
     * @since 0.1.0
     */
    public Sequence only(BiPredicate<String, Object> permitted) {
        this.permitted = Arguments.notNull(permitted, "permitted");
        return this;
    }

    /**
     * Sets how the results of further calls of {@code publish} are compared. The default is {@link Receivers#COUNTED}.
     *
     * @param how what the adapters know about the receivers of a message
     * @return this
     * @since 0.1.0
     */
    public Sequence receivers(Receivers how) {
        this.receivers = Arguments.notNull(how, "how");
        return this;
    }

    /**
     * Returns the handle of a node, which records calls. All nodes are connected to one backend, each when it is first used.
     *
     * @param node the number of the node
     * @return a handle, the same one for every call
     * @since 0.1.0
     */
    public DistributedCoordination on(int node) {
        return nodes.computeIfAbsent(node, number -> RecordingPort.handle(number, this));
    }

    /**
     * Gives a node a new handle. Its previous handle stays open.
     *
     * @param node the number of the node
     * @since 0.1.0
     */
    public void reconnect(int node) {
        add(CommonSteps.reconnect(node));
    }

    /**
     * Publishes several messages, as {@link Run#publishMany} does. The numbers of their receivers are compared only if
     * the setting of {@code receivers} is {@link Receivers#COUNTED}.
     *
     * @param node the number of the node
     * @param channel the channel
     * @param count the number of messages
     * @since 0.1.0
     */
    public void publishMany(int node, String channel, int count) {
        Arguments.notNull(channel, "channel");
        boolean counted = receivers == Receivers.COUNTED;
        String call = "Run.publishMany(run.node(" + node + ").pubSub(), " + Literals.of(channel) + ", " + count + ")";
        add(new Step(
                "pubSub.publish",
                counted ? "run.call(() -> " + call + ");" : "run.call(() -> { " + call + "; });",
                run -> run.call(() -> {
                    List<Long> received = Run.publishMany(run.node(node).pubSub(), channel, count);
                    return counted ? received : Outcome.DONE;
                })));
    }

    /**
     * Advances time.
     *
     * @param duration the duration
     * @since 0.1.0
     */
    public void advance(Duration duration) {
        Arguments.notNull(duration, "duration");
        add(new Step("time.advance", "run.advance(" + Literals.of(duration) + ");", run -> run.advance(duration)));
    }

    /**
     * Waits until every message published so far has arrived, as {@link Run#settle} does.
     *
     * @since 0.1.0
     */
    public void settle() {
        add(CommonSteps.settle());
    }

    /**
     * Takes all messages that are left in a subscription, as {@link Run#drain} does.
     *
     * @param subscription a subscription of this sequence
     * @throws IllegalArgumentException if the subscription does not belong to a sequence
     * @since 0.1.0
     */
    public void drain(Subscription subscription) {
        add(CommonSteps.drain(RecordingSubscription.slot(Arguments.notNull(subscription, "subscription"))));
    }

    /**
     * Takes messages from a subscription until one with the given payload arrives; it must already have been published.
     * Use this instead of {@link #drain} if an adapter cannot tell whether a message is still to come.
     *
     * @param subscription a subscription of this sequence
     * @param last the payload of the last message to take
     * @throws IllegalArgumentException if the subscription does not belong to a sequence
     * @since 0.1.0
     */
    public void drainTo(Subscription subscription, String last) {
        Arguments.notNull(last, "last");
        add(CommonSteps.drainTo(RecordingSubscription.slot(Arguments.notNull(subscription, "subscription")), last));
    }

    /**
     * Cuts the connections of all open subscriptions, as {@link Run#cutSubscriptions} does.
     *
     * @since 0.1.0
     */
    public void cutSubscriptions() {
        add(new Step("cutSubscriptions", "run.cutSubscriptions();", Run::cutSubscriptions));
    }

    /**
     * Records several calls as one step, which shrinking does not take apart.
     *
     * @param calls makes the calls on this sequence
     * @since 0.1.0
     */
    public void together(Runnable calls) {
        int before = steps.size();
        calls.run();
        List<Step> recorded = steps.subList(before, steps.size());
        recorded.stream().reduce(Step::then).ifPresent(all -> {
            recorded.clear();
            steps.add(all);
        });
    }

    /**
     * Records calls whose results and exceptions are not compared, as {@link Run#uncompared} does. They are made for their
     * effects on other calls.
     *
     * @param calls makes the calls on this sequence
     * @since 0.1.0
     */
    public void uncompared(Runnable calls) {
        compared = false;
        try {
            calls.run();
        } finally {
            compared = true;
        }
    }

    /**
     * Returns the number of steps recorded so far.
     *
     * @return the number
     * @since 0.1.0
     */
    public int size() {
        return steps.size();
    }

    long seed() {
        return seed;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    Terms terms() {
        return terms;
    }

    Receivers receivers() {
        return receivers;
    }

    int newSubscription() {
        return subscriptions++;
    }

    void add(Step step) {
        steps.add(compared ? step : step.uncompared());
    }

    /** Returns whether a call belongs to the sequence. */
    boolean permits(PortCall call) {
        String operation = call.operation();
        return call.arguments().stream().allMatch(argument -> argument == null || permitted.test(operation, argument));
    }
}
