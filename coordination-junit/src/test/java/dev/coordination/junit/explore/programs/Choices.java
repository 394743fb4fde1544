// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.List;
import java.util.Random;

/** Makes the choices for a generated program. The same seed leads to the same choices. */
final class Choices {

    private final Random random;

    Choices(long seed) {
        // Without the factor, consecutive seeds would lead to similar first choices.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Returns a number from 0 (inclusive) to the limit (exclusive). */
    int below(int limit) {
        return random.nextInt(limit);
    }

    /** Returns a number within an inclusive range. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T one(T... all) {
        return all[random.nextInt(all.length)];
    }
}
