// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings for the tests of exploration itself.
 *
 * @param rules the rules of the reduction that apply
 * @param level the only level to explore; null for all levels
 * @param fine whether the start of a node, and the return of each call, are always steps
 * @param observer called at the end of each schedule with what the program has thrown, or null, or with a {@link Signal} if the
 *     schedule was abandoned; with an observer, the exploration continues after a failure
 * @param threads the kind of threads on which the exploration starts; null for the usual kind
 */
record Hooks(
        Set<ReductionRule> rules,
        @Nullable Level level,
        boolean fine,
        @Nullable Consumer<? super @Nullable Throwable> observer,
        @Nullable ThreadKind threads) {

    static final Hooks NONE =
            new Hooks(Collections.unmodifiableSet(EnumSet.allOf(ReductionRule.class)), null, true, null, null);

    Hooks withRules(Set<ReductionRule> value) {
        return new Hooks(value, level, fine, observer, threads);
    }

    Hooks withLevel(Level value) {
        return new Hooks(rules, value, fine, observer, threads);
    }

    Hooks withFine(boolean value) {
        return new Hooks(rules, level, value, observer, threads);
    }

    Hooks withObserver(Consumer<? super @Nullable Throwable> value) {
        return new Hooks(rules, level, fine, value, threads);
    }

    Hooks withThreads(ThreadKind value) {
        return new Hooks(rules, level, fine, observer, value);
    }
}
