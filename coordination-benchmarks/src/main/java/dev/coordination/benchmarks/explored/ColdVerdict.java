// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks.explored;

import dev.coordination.junit.explore.ExplorationResult;

/** Explores one program in a new JVM, and prints the time to the verdict, in milliseconds. */
public final class ColdVerdict {

    private static final double NANOS_PER_MILLI = 1e6;

    private ColdVerdict() {}

    public static void main(String[] arguments) {
        Scenario scenario = Scenario.valueOf(arguments[0]);
        int nodes = Integer.parseInt(arguments[1]);
        long start = System.nanoTime();
        require(scenario, nodes);
        System.out.println((System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    /** Explores a program, and throws if the verdict is wrong. */
    public static ExplorationResult require(Scenario scenario, int nodes) {
        ExplorationResult result = scenario.exploration().run(scenario.program(nodes));
        boolean found = result.failure().isPresent();
        if (found != scenario.isWrong()) {
            throw new IllegalStateException("wrong verdict for " + scenario + ": " + result);
        }
        return result;
    }
}
