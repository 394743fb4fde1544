// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A call that sends commands over the pool. What is on the server tells whether it has taken effect. */
final class FaultCallOperation extends FaultOperation {

    private final Calls.Call call;
    private final List<List<String>> setUp;
    private final BiPredicate<@Nullable Object, Integer> right;
    private final Map<String, String> before;
    private final Map<String, String> after;
    private final boolean isOneStep;

    private FaultCallOperation(Builder builder) {
        super(builder.name, builder.command, builder.occurrence);
        this.call = builder.call;
        this.setUp = List.copyOf(builder.setUp);
        this.right = builder.right;
        this.before = new TreeMap<>(builder.before);
        this.after = new TreeMap<>(builder.after == null ? builder.before : builder.after);
        this.isOneStep = builder.isOneStep;
    }

    /** Describes a call. */
    static final class Builder {
        private final String name;
        private final String command;
        private final Calls.Call call;
        private final List<List<String>> setUp = new java.util.ArrayList<>();
        private final Map<String, String> before = new TreeMap<>();
        private BiPredicate<@Nullable Object, Integer> right = (result, generation) -> result == null;
        private @Nullable Map<String, String> after;
        private int occurrence = 1;
        private boolean isOneStep = true;

        /**
         * Describes a call.
         *
         * @param command the command that it sends, and by which it takes effect
         */
        Builder(String name, String command, Calls.Call call) {
            this.name = name;
            this.command = command;
            this.call = call;
        }

        /**
         * Sets what is on the server before the call. In a value, {@code $} stands for a number that is never the same.
         *
         * @param key the key without the namespace
         * @param value the value; followed by {@code " (short)"} if it expires within 30 seconds
         */
        Builder given(String key, String value) {
            before.put(key, value);
            String text = value.replace(FaultState.SHORT, "");
            setUp.add(text.equals(value) ? List.of("SET", key, text) : List.of("SET", key, text, "PX", "30000"));
            return this;
        }

        /** Sets that there is a node with metadata, for 30 seconds. */
        Builder givenNode(String nodeId, String metadata) {
            before.put(FaultState.node(nodeId), metadata + FaultState.SHORT);
            setUp.add(List.of("register", nodeId, metadata));
            return this;
        }

        /** Sets that somebody listens to the channel. */
        Builder givenListener() {
            setUp.add(List.of("listen"));
            return this;
        }

        /** Sets the right result. */
        Builder returns(Predicate<@Nullable Object> right) {
            return returns((result, generation) -> right.test(result));
        }

        /** Sets the right result, which depends on the number that stands for {@code $}. */
        Builder returns(BiPredicate<@Nullable Object, Integer> right) {
            this.right = right;
            return this;
        }

        /** Sets what is on the server after the call; nothing else is. By default, the call changes nothing. */
        Builder leaves(Map<String, String> after) {
            this.after = after;
            return this;
        }

        /** Sets that the call changes one key after another. The call is held when it does that for the second time. */
        Builder inSteps() {
            occurrence = 2;
            isOneStep = false;
            return this;
        }

        FaultCallOperation build() {
            return new FaultCallOperation(this);
        }
    }

    @Override
    void prepare(FaultCase running) {
        running.nextGeneration();
        running.state()
                .reset(setUp.stream()
                        .map(step -> step.stream()
                                .map(word -> numbered(word, running))
                                .toList())
                        .toList());
    }

    private static String numbered(String text, FaultCase running) {
        return text.replace("$", Integer.toString(running.generation()));
    }

    private static Map<String, String> numbered(Map<String, String> state, FaultCase running) {
        Map<String, String> numbered = new TreeMap<>();
        state.forEach((key, value) -> numbered.put(numbered(key, running), numbered(value, running)));
        return numbered;
    }

    @Override
    void attempt(FaultCase running) {
        running.setCalls();
        Object result = call.apply(running.handle());
        if (!right.test(result, running.generation())) {
            throw new BadOutcome("a wrong answer: " + result);
        }
    }

    @Override
    void judge(FaultCase running, FaultAnswer answer) {
        if (running.fault().losesData()) {
            return;
        }
        Map<String, String> found = running.state().read();
        Map<String, String> old = numbered(before, running);
        Map<String, String> changed = numbered(after, running);
        boolean untouched = found.equals(old);
        boolean done = found.equals(changed);
        boolean allowed = switch (answer) {
            case RIGHT -> done;
            case PARTLY ->
                isBetween(found, old, changed) && (!untouched || running.fault().restoresData());
            case IN_DOUBT -> untouched || done || !isOneStep && isBetween(found, old, changed);
            default -> untouched;
        };
        if (!allowed) {
            throw new BadOutcome("after " + answer + ", the server has " + found + "; before, it had " + old);
        }
    }

    /** Returns whether some of what the call deletes is deleted. */
    private static boolean isBetween(Map<String, String> found, Map<String, String> before, Map<String, String> after) {
        return before.entrySet().containsAll(found.entrySet())
                && found.entrySet().containsAll(after.entrySet());
    }

    @Override
    void again(FaultCase running) {
        prepare(running);
        attempt(running);
        Map<String, String> found = running.state().read();
        Map<String, String> mustBe = numbered(after, running);
        if (!found.equals(mustBe)) {
            throw new BadOutcome("the server has " + found + " instead of " + mustBe);
        }
    }

    /** Returns whether the call changes keys, which a replica refuses. */
    boolean writes() {
        return !command().equals("PUBLISH") && !before.equals(after);
    }

    @Override
    boolean isOneStep() {
        return isOneStep;
    }
}
