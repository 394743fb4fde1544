// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model of one key of the cache with its expiry: C-02 to C-08, C-11 to C-15. Time passes in steps, while no call is
 * running, and TTLs are given as numbers of steps. Every value is a counter.
 */
public final class EntryModel implements Model<EntryModel.Entry, EntryModel.Ask, String> {

    /** The output of a call that returns nothing. */
    public static final String DONE = "done";

    /** The output for an absent key or a missing TTL. */
    public static final String NONE = "";

    /** The TTL of calls that specify none. */
    public static final int NEVER = 0;

    /**
     * The state of the key.
     *
     * @param value the value, or {@link #NONE}
     * @param end the step at which the value expires, or {@link #NEVER}
     * @param now the number of steps that have passed
     */
    public record Entry(String value, int end, int now) {

        boolean isPresent() {
            return !value.equals(NONE);
        }

        Entry with(String newValue) {
            return new Entry(newValue, end, now);
        }

        Entry created(String newValue, int ttl) {
            return new Entry(newValue, ttl == NEVER ? NEVER : now + ttl, now);
        }

        Entry removed() {
            return new Entry(NONE, NEVER, now);
        }

        Entry oneStepLater() {
            return end != NEVER && end <= now + 1 ? new Entry(NONE, NEVER, now + 1) : new Entry(value, end, now + 1);
        }
    }

    /** An operation on a key, or a step of time. */
    public sealed interface Ask {}

    /** The output is the value, or {@link #NONE}. */
    public record Get() implements Ask {}

    /** The output is whether the key was present. */
    public record Exists() implements Ask {}

    /** The output is the number of steps that are left, rounded up, or {@link #NONE}. */
    public record Ttl() implements Ask {}

    /** The output is {@link #DONE}. */
    public record Set(String value, int ttl) implements Ask {}

    /** The output is whether the call created the key. */
    public record SetIfAbsent(String value, int ttl) implements Ask {}

    /** The output is whether the key held the expected value. */
    public record Replace(String expected, String value) implements Ask {}

    /** The output is whether the key was present. */
    public record Expire(int ttl) implements Ask {}

    /** The output is the new value. */
    public record Increment(long delta, int ttl) implements Ask {}

    /** The output is whether the key was present. */
    public record Delete() implements Ask {}

    /** The output is whether the key held the expected value. */
    public record DeleteExpected(String expected) implements Ask {}

    /** The output is how many keys were deleted: at most one. */
    public record DeleteMatching() implements Ask {}

    /** The output is {@link #DONE}. */
    public record StepOfTime() implements Ask {}

    /** The effect of a call in a state: the state after it, and its output. */
    private record Effect(Entry state, String output) {

        static Effect of(Entry state, boolean output) {
            return new Effect(state, Boolean.toString(output));
        }
    }

    @Override
    public String operations() {
        return "cache.get, cache.exists, cache.ttl, cache.set, cache.setIfAbsent, cache.replace, cache.expire, "
                + "cache.increment, cache.delete and cache.deleteMatching";
    }

    @Override
    public Entry initial() {
        return new Entry(NONE, NEVER, 0);
    }

    @Override
    public @Nullable Entry next(Entry state, Ask input, @Nullable String output) {
        Effect effect = effect(state, input);
        return output == null || Objects.equals(output, effect.output) ? effect.state : null;
    }

    private static Effect effect(Entry state, Ask input) {
        boolean present = state.isPresent();
        if (input instanceof Get) {
            return new Effect(state, state.value);
        }
        if (input instanceof Exists) {
            return Effect.of(state, present);
        }
        if (input instanceof Ttl) {
            return new Effect(state, state.end == NEVER ? NONE : Integer.toString(state.end - state.now));
        }
        if (input instanceof Set set) {
            return new Effect(state.created(set.value, set.ttl), DONE);
        }
        if (input instanceof SetIfAbsent set) {
            return Effect.of(present ? state : state.created(set.value, set.ttl), !present);
        }
        if (input instanceof Replace replace) {
            boolean held = present && state.value.equals(replace.expected);
            return Effect.of(held ? state.with(replace.value) : state, held);
        }
        if (input instanceof Expire expire) {
            return Effect.of(present ? state.created(state.value, expire.ttl) : state, present);
        }
        if (input instanceof Increment increment) {
            String sum = Long.toString((present ? Long.parseLong(state.value) : 0) + increment.delta);
            return new Effect(present ? state.with(sum) : state.created(sum, increment.ttl), sum);
        }
        if (input instanceof Delete) {
            return Effect.of(state.removed(), present);
        }
        if (input instanceof DeleteExpected delete) {
            boolean held = present && state.value.equals(delete.expected);
            return Effect.of(held ? state.removed() : state, held);
        }
        if (input instanceof DeleteMatching) {
            return new Effect(state.removed(), present ? "1" : "0");
        }
        if (input instanceof StepOfTime) {
            return new Effect(state.oneStepLater(), DONE);
        }
        throw new AssertionError(input);
    }
}
