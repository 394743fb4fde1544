// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of a class with JUnit in this JVM, one after another and without automatically registered listeners. */
final class JUnitRun {

    private static final LauncherConfig BARE = LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();

    private JUnitRun() {}

    static double microsPerTest(Class<?> tests) {
        System.gc(); // Keeps the garbage of the previous class out of the measurement.
        Stopwatch stopwatch = new Stopwatch();
        LauncherFactory.create(BARE)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .enableImplicitConfigurationParameters(false)
                                .selectors(DiscoverySelectors.selectClass(tests))
                                .build(),
                        stopwatch);
        return stopwatch.microsPerTest();
    }
}
