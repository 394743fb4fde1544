// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The calls of two threads that race, and the calls that one thread makes before and after the race.
 *
 * @param before the calls before the race
 * @param expired whether a unit of time passes between the calls before the race and the race itself
 * @param first the calls of one thread
 * @param second the calls of another thread
 * @param elapsed whether a unit of time passes between the race and the calls after it
 * @param after the calls after the race, which show what it has left behind
 */
public record Race(
        List<Step> before, boolean expired, List<Step> first, List<Step> second, boolean elapsed, List<Step> after) {

    /** Returns a race between two calls. */
    public static Race between(Step first, Step second) {
        return between(List.of(first), List.of(second));
    }

    /** Returns a race between the calls of two threads. */
    public static Race between(List<Step> first, List<Step> second) {
        return new Race(List.of(), false, first, second, false, List.of());
    }

    /** Returns this race, preceded by calls. */
    public Race after(Step... calls) {
        return new Race(List.of(calls), false, first, second, elapsed, after);
    }

    /** Returns this race, preceded by calls whose effect has expired. */
    public Race afterExpiryOf(Step... calls) {
        return new Race(List.of(calls), true, first, second, elapsed, after);
    }

    /** Returns this race, followed by calls that show what it has left behind. */
    public Race then(Step... calls) {
        return new Race(before, expired, first, second, false, List.of(calls));
    }

    /**
     * Returns this race, followed, after a {@linkplain Ttl#SHORT short TTL}, by calls that show what it has left
     * behind.
     */
    public Race thenAfterAUnit(Step... calls) {
        return new Race(before, expired, first, second, true, List.of(calls));
    }

    @Override
    public String toString() {
        return names(first) + " and " + names(second)
                + (before.isEmpty() ? "" : " after " + (expired ? "the expiry of " : "") + names(before))
                + (after.isEmpty() ? "" : ", then" + (elapsed ? " after a short TTL " : " ") + names(after));
    }

    private static String names(List<Step> steps) {
        return steps.stream().map(Step::name).collect(Collectors.joining(", "));
    }
}
