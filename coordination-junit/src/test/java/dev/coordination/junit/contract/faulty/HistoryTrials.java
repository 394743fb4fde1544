// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Counts how often the history tests of the contract catch a racy adapter. */
final class HistoryTrials {

    private HistoryTrials() {}

    /** Runs tests of {@link FaultyContractTestCase} repeatedly, and returns and prints how many of the runs fail. */
    static int caught(String defect, DiscoverySelector tests, int runs) {
        int caught = 0;
        for (int run = 0; run < runs; run++) {
            caught += isCaught(defect, tests) ? 1 : 0;
        }
        System.out.printf("%s: caught by the history tests in %d of %d runs%n", defect, caught, runs);
        return caught;
    }

    private static boolean isCaught(String defect, DiscoverySelector tests) {
        return EngineTestKit.engine("junit-jupiter")
                        .selectors(tests)
                        .enableImplicitConfigurationParameters(false)
                        .configurationParameter(FaultyAdapter.PARAMETER, defect)
                        .execute()
                        .testEvents()
                        .failed()
                        .count()
                > 0;
    }
}
