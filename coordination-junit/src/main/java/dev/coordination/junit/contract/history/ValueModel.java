// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One key of the cache as a plain register and counter: C-05, C-07, C-11 to C-13, C-15. The state is its text, "" for none. */
public final class ValueModel implements Model<String, ValueModel.Ask, String> {

    /** No value: no call of a history sets an empty one. */
    public static final String ABSENT = "";

    public static final String YES = "true";
    public static final String NO = "false";

    /** What can be asked of a key. */
    public sealed interface Ask {}

    /** The output is the value, or {@link #ABSENT}. */
    public record Get() implements Ask {}

    /** The output is {@link #YES}. */
    public record Set(String value) implements Ask {}

    /** The output is whether it created the key. */
    public record SetIfAbsent(String value) implements Ask {}

    /** The output is whether the key held the expected value. */
    public record Replace(String expected, String value) implements Ask {}

    /** The output is whether the key was there. */
    public record Delete() implements Ask {}

    /** The output is whether the key held the expected value. */
    public record DeleteExpected(String expected) implements Ask {}

    /** The output is the new value. */
    public record Increment(long delta) implements Ask {}

    /** A call's effect in a state: the state after it, and what it returns. */
    private record Effect(String state, String output) {}

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
