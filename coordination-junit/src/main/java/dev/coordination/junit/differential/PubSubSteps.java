// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.differential.ArgumentPool.Choice;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generates pub/sub calls. */
final class PubSubSteps {

    /** The number of subscriptions that are kept. */
    static final int SLOTS = 3;

    /** The maximum number of deliveries of one message to a subscription: one for a channel and three for patterns. */
    private static final int MOST_DELIVERIES = 4;

    private final ArgumentPool pools;
    private final boolean exactCount;
    private final boolean patterns;
    private final int buffer;
    private final boolean overflows;

    /** The number of messages published since the subscriptions were last drained to make room. */
    private int unsettled;

    /**
     * Creates the steps.
     *
     * @param exactCount whether the number of receivers is compared, rather than just whether there is one
     * @param patterns whether subscriptions use patterns
     * @param buffer the smaller of the two subscription buffers, in messages
     * @param overflows whether the two buffers have the same size, so that they overflow at the same message
     */
    PubSubSteps(ArgumentPool pools, boolean exactCount, boolean patterns, int buffer, boolean overflows) {
        this.pools = pools;
        this.exactCount = exactCount;
        this.patterns = patterns;
        this.buffer = buffer;
        this.overflows = overflows;
    }

    List<Supplier<Step>> all() {
        Stream<Supplier<Step>> steps = Stream.of(
                // Twice, because most observations need a message.
                () -> publish(pools.node(), pools.name(), pools.payload()),
                () -> publish(pools.node(), pools.name(), pools.payload()),
                this::subscribe,
                this::subscribeToMany,
                () -> CommonSteps.poll(pools.below(SLOTS)),
                () -> CommonSteps.drain(pools.below(SLOTS)),
                () -> CommonSteps.pending(pools.below(SLOTS)),
                () -> CommonSteps.next(pools.below(SLOTS), Duration.ZERO),
                () -> CommonSteps.close(pools.below(SLOTS)));
        Stream<Supplier<Step>> overflow = overflows && exactCount ? Stream.of(this::publishMany) : Stream.empty();
        Stream<Supplier<Step>> matching =
                patterns ? Stream.of(this::subscribeMatching, this::subscribeToTopics) : Stream.empty();
        return Stream.of(steps, overflow, matching).flatMap(part -> part).toList();
    }

    Step publish(int node, Choice<String> channel, Choice<byte[]> payload) {
        String arguments = channel.java() + ", " + payload.java();
        if (exactCount) {
            return arriving(
                    1,
                    Step.on(
                            node,
                            "pubSub.publish",
                            arguments,
                            (on, run) -> on.pubSub().publish(channel.value(), payload.value())));
        }
        return arriving(
                1,
                new Step(
                        "pubSub.publish",
                        "run.call(() -> " + Step.java(node, "pubSub.publish", arguments) + " > 0);",
                        run -> run.call(() -> run.node(node).pubSub().publish(channel.value(), payload.value()) > 0)));
    }

    private Step publishMany() {
        int node = pools.node();
        Choice<String> channel = pools.name();
        int count = 1 + pools.below(buffer + 2);
        return arriving(
                count,
                new Step(
                        "pubSub.publish",
                        "run.call(() -> Run.publishMany(run.node(" + node + ").pubSub(), " + channel.java() + ", "
                                + count + "));",
                        run -> run.call(() -> Run.publishMany(run.node(node).pubSub(), channel.value(), count))));
    }

    /**
     * Returns a step that publishes. Once a buffer may be full, the step also calls {@code settle}, or drains all
     * subscriptions if overflows are not compared. Without {@code settle}, a message on a server could arrive when the
     * buffer has room again.
     */
    private Step arriving(int count, Step publish) {
        unsettled += count;
        if (unsettled * MOST_DELIVERIES <= buffer) {
            return publish;
        }
        if (overflows) {
            return publish.then(CommonSteps.settle());
        }
        unsettled = 0;
        Step all = publish;
        for (int slot = 0; slot < SLOTS; slot++) {
            all = all.then(CommonSteps.drain(slot));
        }
        return all;
    }

    private Step subscribe() {
        Choice<String> channel = pools.name();
        return subscribe("subscribe", channel.java(), (pubSub, run) -> pubSub.subscribe(channel.value()));
    }

    private Step subscribeToMany() {
        Choice<String> one = pools.name();
        Choice<String> other = pools.name();
        return subscribe(
                "subscribe",
                one.java() + ", " + other.java(),
                (pubSub, run) -> pubSub.subscribe(one.value(), other.value()));
    }

    private Step subscribeMatching() {
        Choice<String> pattern = pools.pattern();
        return subscribe(
                "subscribeMatching", pattern.java(), (pubSub, run) -> pubSub.subscribeMatching(pattern.value()));
    }

    private Step subscribeToTopics() {
        List<Choice<String>> channels =
                Stream.generate(pools::name).limit(pools.below(2)).toList();
        List<Choice<String>> matching =
                Stream.generate(pools::pattern).limit(pools.below(4)).toList();
        String arguments = Stream.concat(
                        channels.stream().map(name -> "Topic.channel(" + name.java() + ")"),
                        matching.stream().map(name -> "Topic.pattern(" + name.java() + ")"))
                .collect(Collectors.joining(", ", "List.of(", ")"));
        return subscribe(
                "subscribe",
                arguments,
                (pubSub, run) -> pubSub.subscribe(Stream.concat(
                                channels.stream().map(name -> Topic.channel(name.value())),
                                matching.stream().map(name -> Topic.pattern(name.value())))
                        .toList()));
    }

    private Step subscribe(String method, String arguments, BiFunction<PubSub, Run, Subscription> call) {
        int node = pools.node();
        int slot = pools.below(SLOTS);
        String operation = "pubSub." + method;
        return new Step(
                operation,
                "run.subscribe(" + slot + ", () -> " + Step.java(node, operation, arguments) + ");",
                run -> run.subscribe(slot, () -> call.apply(run.node(node).pubSub(), run)));
    }
}
