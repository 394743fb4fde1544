// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Creates the names that benchmarks use. */
final class KeyNames {

    private static final int SEED = 1;

    private KeyNames() {}

    static String[] of(String prefix, int count, boolean shuffled) {
        return shuffled ? shuffled(prefix, count) : inOrder(prefix, count);
    }

    static String[] inOrder(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Returns the names in an order that is unrelated to their creation and to their location in memory. */
    static String[] shuffled(String prefix, int count) {
        List<String> names = Arrays.asList(inOrder(prefix, count));
        Collections.shuffle(names, new Random(SEED));
        return names.toArray(String[]::new);
    }
}
