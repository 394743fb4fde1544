// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** A test method that is run in many schedules but counts as one test. */
final class ExploredTest {

    private final ExtensionContext context;
    private final FreshTest program;

    ExploredTest(String annotation, ExtensionContext context) {
        this.context = context;
        ExploredTestChecks checks = new ExploredTestChecks(annotation, context);
        OuterTest outer = OuterTest.of(context);
        outer.end();
        program = new FreshTest(context, outer.constructor().orElseThrow(checks::createdByFactory));
        checks.freshInstances(outer, program.methods());
    }

    /**
     * Explores the test, and publishes the result as a report entry.
     *
     * @throws ExplorationFailedError if the test fails
     * @throws TestAbortedException if the test is aborted
     */
    void run(Function<Program, ExplorationResult> exploration) {
        try {
            publish(exploration.apply(program));
        } catch (ExplorationFailedError e) {
            if (e.getCause() instanceof TestAbortedException aborted) {
                throw aborted;
            }
            publish(e.result());
            throw e;
        }
    }

    private void publish(ExplorationResult result) {
        context.publishReportEntry(EveryInterleaving.REPORT, ExplorationReport.text(result));
    }
}
