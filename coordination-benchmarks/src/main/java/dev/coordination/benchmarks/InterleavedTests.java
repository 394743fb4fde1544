// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs test classes alternately, and measures the microseconds per test. Whatever else the machine does affects all classes
 * equally, and they are compared round by round.
 */
final class InterleavedTests {

    private final Map<Class<?>, List<Double>> micros = new HashMap<>();

    private InterleavedTests() {}

    static InterleavedTests of(int warmUps, int measured, Class<?>... tests) {
        InterleavedTests turns = new InterleavedTests();
        List<Class<?>> order = new ArrayList<>(Arrays.asList(tests));
        for (int round = 0; round < warmUps + measured; round++) {
            for (Class<?> each : order) {
                double perTest = JUnitRun.microsPerTest(each);
                if (round >= warmUps) {
                    turns.of(each).add(perTest);
                }
            }
            Collections.rotate(order, 1);
        }
        return turns;
    }

    private List<Double> of(Class<?> tests) {
        return micros.computeIfAbsent(tests, none -> new ArrayList<>());
    }

    Figure perTest(Class<?> tests) {
        return Figure.of(of(tests));
    }

    /** Returns how much longer a test of one class takes than a test of another. */
    Figure difference(Class<?> tests, Class<?> base) {
        List<Double> differences = new ArrayList<>();
        for (int round = 0; round < of(tests).size(); round++) {
            differences.add(of(tests).get(round) - of(base).get(round));
        }
        return Figure.of(differences);
    }
}
