// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The results of a test class that JUnit has run. */
record FixtureRun(EngineExecutionResults results) {

    /** Runs a class with the given configuration parameters, which alternate between names and values. */
    static FixtureRun of(Class<?> fixture, String... configuration) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(fixture));
        for (int i = 0; i < configuration.length; i += 2) {
            kit.configurationParameter(configuration[i], configuration[i + 1]);
        }
        return new FixtureRun(kit.execute());
    }

    /** Returns the display names of the tests that have passed, in the order in which they ended. */
    List<String> passed() {
        return ended(Status.SUCCESSFUL);
    }

    /** Returns the display names of the tests that have failed. */
    List<String> failed() {
        return ended(Status.FAILED);
    }

    /** Returns the display names of the tests that were aborted. */
    List<String> aborted() {
        return ended(Status.ABORTED);
    }

    private List<String> ended(Status status) {
        return results.testEvents()
                .finished()
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus() == status)
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    /** Returns the failures of tests and containers. */
    List<Throwable> failures() {
        return results.allEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() == Status.FAILED)
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }

    /** Returns the only failure of tests and containers. */
    Throwable failure() {
        List<Throwable> failures = failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    /** Asserts that this many tests have passed, and that nothing else has happened. */
    void assertPassed(int tests) {
        assertThat(failures()).isEmpty();
        assertThat(passed()).hasSize(tests);
        assertThat(results.testEvents().started().count()).isEqualTo(tests);
    }

    /** Returns the values of the report entries with a name, in the order in which they were published. */
    List<String> reports(String name) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(Event::getPayload)
                .flatMap(payload -> payload.stream())
                .flatMap(entry -> keyValues(entry).entrySet().stream())
                .filter(entry -> entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<String, String> keyValues(Object entry) {
        return ((ReportEntry) entry).getKeyValuePairs();
    }

    /** Returns a failure and its causes, as text. */
    static String text(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .reduce("", (all, one) -> all + one + "\n");
    }
}
