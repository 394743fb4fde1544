// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static dev.coordination.junit.explore.Footprint.BUFFER;
import static dev.coordination.junit.explore.Footprint.TOPIC;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a node, on which each call is a step. It can be lost, and it can overflow. Its listener is an actor that
 * polls.
 */
final class ExploredSubscription implements Subscription {

    private enum State {
        OPEN,
        LOST,
        OVERFLOWN,
        CLOSED
    }

    private final ExploredNode node;
    private final Run run;
    private final Set<Topic> topics;
    private final Object[] shown;
    private final Subscription delegate;
    private final @Nullable MessageListener listener;

    /** The resource that stands for the buffered messages. */
    final long buffer;

    /** The messages that were buffered when it was lost or overflowed. */
    private final Deque<Message> kept = new ArrayDeque<>();

    private final List<Actor> actors = new ArrayList<>();
    private State state = State.OPEN;

    /** Whether messages may have arrived since the buffer was last checked. */
    private boolean mayHaveMore = true;

    private boolean hasMore;

    /** Whether the listener has been notified that the subscription has ended. */
    private boolean endTold;

    ExploredSubscription(
            ExploredNode node, Set<Topic> topics, Subscription delegate, @Nullable MessageListener listener) {
        this.node = node;
        this.run = node.run;
        this.topics = topics;
        this.delegate = delegate;
        this.listener = listener;
        List<String> names = topics.stream().map(Topic::name).toList();
        shown = new Object[] {names.size() == 1 ? names.get(0) : names};
        buffer = node.resource(
                BUFFER, node.displayName() + "/" + node.subscriptions().size());
    }

    // ---- what happens to it

    /** Starts the actors: the listener, and the faults that can happen to this subscription. */
    void startActors() {
        if (listener != null) {
            actors.add(run.add(node.freeName("listener"), node, delivery(), this::deliver, this::nextDelivery));
        }
        if (run.scope.faults() > 0 && run.scope.lost()) {
            addFault("lost", FaultKind.SUBSCRIPTION_LOST, State.LOST);
        }
        if (run.scope.faults() > 0 && run.scope.overflows()) {
            addFault("overflow", FaultKind.SUBSCRIPTION_OVERFLOW, State.OVERFLOWN);
        }
    }

    private void addFault(String name, FaultKind kind, State after) {
        Step step = Step.idle(
                "subscription " + kind.words(),
                0,
                () -> state == State.OPEN && run.faults < run.scope.faults() && (after == State.LOST || hasMessage()),
                shown);
        Actor actor = run.add(node.freeName(name), node, step, () -> fail(after), () -> null);
        run.markOptional(actor);
        actors.add(actor);
    }

    private void fail(State after) {
        Actor actor = run.current();
        if (actor == null) {
            return;
        }
        Event event = run.begin(actor);
        event.ended = true;
        run.faults++;
        if (run.scope.has(ReductionRule.FAULT_BUDGET)) {
            event.footprint.write(Footprint.FAULT_BUDGET, Footprint.THE_ONLY);
        }
        event.footprint.write(buffer);
        run.turns.onBackend(() -> {
            for (Optional<Message> message = delegate.poll(); message.isPresent(); message = delegate.poll()) {
                kept.add(message.get());
            }
            if (after == State.LOST) {
                delegate.close();
            }
            return null;
        });
        if (after == State.LOST) {
            writeTopics(event.footprint);
        }
        state = after;
        run.made(actor, event);
    }

    private void endActors() {
        for (Actor actor : actors) {
            if (actor.carrier == null) {
                actor.finished = true;
                actor.pending = null;
            }
        }
    }

    /** Called when the handle of the node is closed. */
    void handleClosed(Footprint footprint) {
        mayHaveMore = true;
        footprint.write(buffer);
    }

    void writeTopics(Footprint footprint) {
        if (!run.scope.has(ReductionRule.SUBSCRIBING_WRITES_TOPICS)) {
            return;
        }
        for (Topic topic : topics) {
            if (topic.kind() == Topic.Kind.PATTERN) {
                footprint.write(TOPIC, 0);
            } else {
                footprint.write(node.resource(TOPIC, topic.name()));
            }
        }
    }

    /** Called when a message is published on a channel. */
    void published(String channel, Footprint footprint) {
        for (Topic topic : topics) {
            if (topic.kind() == Topic.Kind.PATTERN || topic.name().equals(channel)) {
                mayHaveMore = true;
                if (run.scope.has(ReductionRule.PUBLISH_WRITES_BUFFERS)) {
                    footprint.write(buffer);
                }
                return;
            }
        }
    }

    private boolean hasMessage() {
        if (mayHaveMore) {
            hasMore = delegate.pending() > 0;
            mayHaveMore = false;
        }
        return hasMore;
    }

    /** Returns whether {@code next} can return or throw without waiting. */
    private boolean hasAnswer() {
        try {
            return state != State.OPEN || hasMessage();
        } catch (CoordinationException e) {
            return true;
        }
    }

    private Optional<Message> take() {
        mayHaveMore = true;
        if (state == State.OPEN || state == State.CLOSED) {
            return delegate.poll();
        }
        if (!kept.isEmpty()) {
            return Optional.of(kept.remove());
        }
        throw ended();
    }

    private CoordinationException ended() {
        return state == State.LOST
                ? run.inject(new CoordinationUnavailableException(
                        "the subscription has lost its connection (S-12, injected)"))
                : run.inject(new SubscriptionOverflowException("the subscription has overflowed (S-08, injected)"));
    }

    // ---- the listener

    private Step delivery() {
        return Step.idle("listener.onMessage", Variant.OF_NODE, () -> state != State.CLOSED && hasAnswer(), shown);
    }

    private @Nullable Step nextDelivery() {
        return state == State.CLOSED || endTold ? null : delivery();
    }

    /** Delivers one message. Called on the thread of the listener. */
    private void deliver() {
        Actor actor = run.current();
        Event event = actor == null || listener == null ? null : run.steps.start(actor);
        if (event == null || listener == null || state == State.CLOSED) {
            return;
        }
        event.footprint.write(buffer);
        Repetition.wrote(run, actor, event);
        Optional<Message> message;
        try {
            message = run.turns.onBackend(this::take);
        } catch (CoordinationException end) {
            endTold = true;
            event.note = "onEnd: " + end.getClass().getSimpleName();
            call(() -> listener.onEnd(end), event);
            return;
        }
        event.result = message;
        message.ifPresent(content -> call(() -> listener.onMessage(content), event));
    }

    private void call(Runnable listening, Event event) {
        try {
            listening.run();
        } catch (RuntimeException e) { // An adapter passes it to its error handler (S-09).
            if (!run.isInjected(e)) {
                event.note += (event.note.isEmpty() ? "" : " ") + "[throws " + Words.of(e) + "]";
                run.thrownByListener = e;
            }
        }
    }

    // ---- the port

    private void checkNoListener(String call) {
        if (listener != null) {
            throw new IllegalStateException(call + " must not be called on a subscription with a listener");
        }
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener("poll");
        return run.steps.make(
                node, Step.call("subscription.poll", Variant.OF_NODE, shown), buffer, this::take, this::taken);
    }

    private void taken(Footprint footprint, Optional<Message> message) {
        if (message.isPresent()) {
            footprint.write(buffer);
        } else {
            footprint.read(buffer);
        }
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        checkNoListener("next");
        Actor actor = Carrier.isObserving() ? null : run.current();
        if (actor == null || timeout.isZero() || timeout.isNegative()) {
            return poll();
        }
        actor.throwInterrupt();
        run.accesses.readTime();
        run.accesses.reads(buffer); // From now on, a message decides whether time passes.
        Step step = Step.waiting(
                "subscription.next",
                Variant.OF_NODE,
                () -> actor.interruptRequested || hasAnswer(),
                run.time.after(timeout),
                shown[0],
                timeout);
        Optional<Message> message = run.steps.<Optional<Message>, InterruptedException>make(
                node,
                step,
                buffer,
                () -> {
                    actor.throwInterrupt();
                    return take();
                },
                this::taken);
        return message;
    }

    @Override
    public int pending() {
        return run.steps.make(
                node,
                Step.call("subscription.pending", Variant.OF_NODE, shown),
                buffer,
                () -> {
                    if (state == State.LOST || state == State.OVERFLOWN) {
                        if (kept.isEmpty()) {
                            throw ended();
                        }
                        return kept.size();
                    }
                    return delegate.pending();
                },
                (footprint, pending) -> footprint.read(buffer));
    }

    @Override
    public void close() {
        run.steps.make(
                node,
                Step.call("subscription.close", 0, shown),
                buffer,
                () -> {
                    delegate.close();
                    state = State.CLOSED;
                    endActors();
                    return null;
                },
                (footprint, nothing) -> {
                    writeTopics(footprint);
                    footprint.write(buffer);
                });
    }

    @Override
    public String toString() {
        return "subscription of " + node + " to " + Arguments.quoted(topics);
    }
}
