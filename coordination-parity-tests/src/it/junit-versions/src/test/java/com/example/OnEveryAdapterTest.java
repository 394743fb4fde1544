package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class OnEveryAdapterTest {

    @Test
    void runsOrSaysWhichJUnitItNeeds() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();

        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(MemoryTestCase.class))
                                .build(),
                        listener);

        TestExecutionSummary summary = listener.getSummary();
        String version = System.getProperty("junit.version");
        if (version.startsWith("5.12.")) {
            assertThat(summary.getFailures())
                    .singleElement()
                    .extracting(failure -> failure.getException().getMessage())
                    .isEqualTo("@OnEveryAdapter needs JUnit 5.13 or later, but found " + version
                            + ": import a later org.junit:junit-bom; in a Maven project with Spring Boot's parent, set the"
                            + " property junit-jupiter.version");
        } else {
            assertThat(summary.getFailures()).isEmpty();
            assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        }
    }
}
