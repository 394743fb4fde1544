// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.contract.faulty.ContractRun.Failure;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.platform.engine.UniqueId;

/**
 * Several runs of the contract on one adapter with a defect. Each run should catch the defect.
 *
 * <p>The first run consists of tests of the rule that the defect breaks, until some of them fail. Each later run repeats
 * the fastest test that failed. One failing test is enough, so the other tests follow only if the repeated one passes.
 *
 * @param first the first run
 * @param runs the number of runs
 * @param missed the numbers of the runs in which no test of the rule failed, starting at 1
 */
record Trial(ContractRun first, int runs, List<Integer> missed) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Runs tests of the contract on an adapter with a defect. */
    interface Runner {

        /** Runs the same tests as {@link #brokenRule()}, or the whole contract. */
        ContractRun first();

        /** Runs tests of the rule that the defect breaks, the fastest first, until some fail. */
        ContractRun brokenRule();

        ContractRun test(UniqueId id);
    }

    static Trial of(int runs, Runner runner) {
        ContractRun first = runner.first();
        Optional<Failure> repeated = first.fastestOfBrokenRule();
        IntPredicate isMissedAgain = run -> !(repeated.isPresent() && fails(runner, repeated.get()))
                && runner.brokenRule().fastestOfBrokenRule().isEmpty();
        List<Integer> missed = new ArrayList<>(repeated.isPresent() ? List.of() : List.of(1));
        boolean waits =
                repeated.isPresent() && !repeated.get().isFast(); // The runs of a slow test can wait at the same time.
        IntStream others = IntStream.rangeClosed(2, runs);
        missed.addAll(
                waits
                        ? atTheSameTime(others, isMissedAgain)
                        : others.filter(isMissedAgain).boxed().toList());
        return new Trial(first, runs, List.copyOf(missed));
    }

    private static boolean fails(Runner runner, Failure test) {
        return runner.test(test.id()).fastestOfBrokenRule().isPresent();
    }

    /** Returns the numbers for which a predicate is true, testing each on a thread of its own. */
    private static List<Integer> atTheSameTime(IntStream numbers, IntPredicate predicate) {
        try (BackgroundThreads threads = new BackgroundThreads(PATIENCE)) {
            List<Future<List<Integer>>> answers = numbers.mapToObj(number ->
                            threads.start(() -> predicate.test(number) ? List.of(number) : List.<Integer>of()))
                    .toList();
            return answers.stream().map(threads::await).flatMap(List::stream).toList();
        }
    }

    Fault fault() {
        return first.fault();
    }

    boolean isCaughtInEveryRun() {
        return missed.isEmpty();
    }

    /** Returns in how many runs the defect was caught, such as "19 of 20". */
    String count() {
        return runs - missed.size() + " of " + runs;
    }
}
