// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging (Zeller and Hildebrandt): removes ever smaller parts of a list while the rest still fails. */
final class Shrinker {

    /**
     * The number of unsuccessful attempts in a row after which to give up. It is reached only if more than half that
     * many elements are left and nearly all of them are needed, so the result would be long in any case.
     */
    static final int ATTEMPTS = 200;

    private Shrinker() {}

    /**
     * Returns a part of the list that fails and from which no single element can be removed, or a larger part if
     * {@value #ATTEMPTS} attempts in a row did not make it smaller.
     */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        return shrinkPatiently(failing, new Predicate<>() {
            private int inVain;

            @Override
            public boolean test(List<T> part) {
                boolean smaller = inVain < ATTEMPTS && fails.test(part);
                inVain = smaller ? 0 : inVain + 1;
                return smaller;
            }
        });
    }

    private static <T> List<T> shrinkPatiently(List<T> failing, Predicate<List<T>> fails) {
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

    /** Passes through the list once, and removes every part of the given length without which the rest still fails. */
    private static <T> List<T> withoutParts(List<T> all, int length, Predicate<List<T>> fails) {
        List<T> left = all;
        // From the end, because later steps depend on earlier ones.
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
