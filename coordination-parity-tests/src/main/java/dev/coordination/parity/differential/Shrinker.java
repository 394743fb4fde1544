// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging (Zeller and Hildebrandt): leaves out ever smaller parts, as long as what is left still fails. */
final class Shrinker {

    private Shrinker() {}

    /** Returns a part of the list that fails, and of which no element can be left out. */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        List<T> smallest = failing;
        for (int length = Math.max(1, smallest.size() / 2); length > 0; ) {
            List<T> smaller = withoutParts(smallest, length, fails);
            boolean shrunk = smaller.size() < smallest.size();
            smallest = smaller;
            if (!shrunk) {
                length /= 2;
            }
        }
        return smallest;
    }

    /** Goes through the list once, and leaves out every part of the length that is not needed. */
    private static <T> List<T> withoutParts(List<T> all, int length, Predicate<List<T>> fails) {
        List<T> left = all;
        // From the end: what comes last depends on what is before.
        for (int from = left.size() - length; from > -length; from -= length) {
            List<T> without = new ArrayList<>(left.subList(0, Math.max(0, from)));
            without.addAll(left.subList(Math.min(left.size(), from + length), left.size()));
            if (without.size() < left.size() && fails.test(without)) {
                left = without;
            }
        }
        return left;
    }
}
