// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the contract within a test. */
final class ContractEngine {

    private ContractEngine() {}

    /** Returns a run on many threads, because some defects leave every test waiting until its timeout. */
    static EngineTestKit.Builder onManyThreads(List<? extends DiscoverySelector> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(tests.toArray(DiscoverySelector[]::new))
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "16");
    }
}
