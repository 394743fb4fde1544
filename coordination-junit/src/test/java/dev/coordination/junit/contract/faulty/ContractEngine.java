// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the contract within a test. */
public final class ContractEngine {

    /** Shared, because searching the class path for the engine takes as long as a fast test. */
    private static final TestEngine JUPITER = jupiter();

    private ContractEngine() {}

    private static TestEngine jupiter() {
        ContractEngine.class
                .getModule()
                .addUses(TestEngine.class); // not in the module descriptor, because users do not need it
        return ServiceLoader.load(TestEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.getId().equals("junit-jupiter"))
                .findFirst()
                .orElseThrow();
    }

    static EngineTestKit.Builder onOneThread(DiscoverySelector... tests) {
        return EngineTestKit.engine(JUPITER).selectors(tests).enableImplicitConfigurationParameters(false);
    }

    /** Returns a builder of a run on many threads: some defects leave every test waiting until its timeout. */
    public static EngineTestKit.Builder onManyThreads(List<? extends DiscoverySelector> tests) {
        return onOneThread(tests.toArray(DiscoverySelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "16");
    }
}
