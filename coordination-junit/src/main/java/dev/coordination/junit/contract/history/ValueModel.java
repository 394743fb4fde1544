// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model of one key of the cache, as a register and a counter: C-05, C-07, C-11 to C-13, C-15. The state is its
 * value as text, or {@link #ABSENT}.
 */
public final class ValueModel implements Model<String, ValueModel.Ask, String> {

    /** The state of a key without a value. No call of a history sets an empty value. */
    public static final String ABSENT = "";

    public static final String YES = "true";
    public static final String NO = "false";

    /** An operation on a key. */
    public sealed interface Ask {}

    /** The output is the value, or {@link #ABSENT}. */
    public record Get() implements Ask {}

    /** The output is {@link #YES}. */
    public record Set(String value) implements Ask {}

    /** The output is whether the call created the key. */
    public record SetIfAbsent(String value) implements Ask {}

    /** The output is whether the key held the expected value. */
    public record Replace(String expected, String value) implements Ask {}

    /** The output is whether the key was present. */
    public record Delete() implements Ask {}

    /** The output is whether the key held the expected value. */
    public record DeleteExpected(String expected) implements Ask {}

    /** The output is the new value. */
    public record Increment(long delta) implements Ask {}

    /** The effect of a call in a state: the state after it, and its output. */
    private record Effect(String state, String output) {}

    @Override
    public String operations() {
        return "cache.get, cache.set, cache.setIfAbsent, cache.replace, cache.delete and cache.increment";
    }

    @Override
    public String initial() {
        return ABSENT;
    }

    @Override
    public @Nullable String next(String state, Ask input, @Nullable String output) {
        Effect effect = effect(state, input);
        return output == null || Objects.equals(output, effect.output) ? effect.state : null;
    }

    private static Effect effect(String state, Ask input) {
        boolean present = !state.equals(ABSENT);
        if (input instanceof Get) {
            return new Effect(state, state);
        }
        if (input instanceof Set set) {
            return new Effect(set.value, YES);
        }
        if (input instanceof SetIfAbsent set) {
            return present ? new Effect(state, NO) : new Effect(set.value, YES);
        }
        if (input instanceof Replace replace) {
            return present && state.equals(replace.expected) ? new Effect(replace.value, YES) : new Effect(state, NO);
        }
        if (input instanceof Delete) {
            return new Effect(ABSENT, present ? YES : NO);
        }
        if (input instanceof DeleteExpected delete) {
            return present && state.equals(delete.expected) ? new Effect(ABSENT, YES) : new Effect(state, NO);
        }
        if (input instanceof Increment increment) {
            String sum = Long.toString((present ? Long.parseLong(state) : 0) + increment.delta);
            return new Effect(sum, sum);
        }
        throw new AssertionError(input);
    }
}
