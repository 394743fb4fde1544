// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import dev.coordination.benchmarks.explored.Scenario;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Measures how long a tool takes to reach its verdict on a program, first in a cold JVM and then in a warm one. Prints the two
 * times in seconds, and the verdict.
 */
final class VerdictTimes {

    private static final int REPETITIONS = 3;
    private static final double NANOS = 1e9;

    private VerdictTimes() {}

    /** The arguments are the tool, {@code lincheck} or {@code exploration}, and the name of the program. */
    public static void main(String[] arguments) {
        Scenario scenario = Scenario.valueOf(arguments[1]);
        boolean lincheck = arguments[0].equals("lincheck");
        Predicate<Scenario> tool = lincheck ? LincheckVerdict::fails : VerdictTimes::failsWhenExplored;
        double cold = seconds(tool, scenario);
        // Lincheck takes minutes for a program without a bug.
        double[] warm = new double[lincheck && !scenario.isWrong() ? 1 : REPETITIONS];
        Arrays.setAll(warm, i -> seconds(tool, scenario));
        Arrays.sort(warm);
        System.out.println();
        System.out.printf(
                Locale.ROOT, "%.3f s, then %.3f s: %s%n", cold, warm[warm.length / 2], verdict(lincheck, scenario));
    }

    private static double seconds(Predicate<Scenario> tool, Scenario scenario) {
        long start = System.nanoTime();
        boolean fails = tool.test(scenario);
        double seconds = (System.nanoTime() - start) / NANOS;
        if (fails != scenario.isWrong()) {
            throw new IllegalStateException((fails ? "a false positive for " : "missed the bug of ") + scenario);
        }
        return seconds;
    }

    private static boolean failsWhenExplored(Scenario scenario) {
        return scenario.exploration().run(scenario.program(2)).failure().isPresent();
    }

    private static String verdict(boolean lincheck, Scenario scenario) {
        if (scenario.isWrong()) {
            return "found the bug";
        }
        return lincheck ? "no bug in " + LincheckVerdict.SCHEDULES + " schedules" : "proved";
    }
}
