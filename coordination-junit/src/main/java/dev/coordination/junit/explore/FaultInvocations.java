// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** The invocations of a test with {@link EveryFault}, one for each run. */
final class FaultInvocations implements Iterator<TestTemplateInvocationContext> {

    private final FaultCases cases;
    private final ExtensionContext template;
    private @Nullable FaultInvocation last;
    private int count;

    /**
     * Creates the invocations.
     *
     * @param template the context to which the number of invocations is published
     */
    FaultInvocations(FaultCases cases, ExtensionContext template) {
        this.cases = cases;
        this.template = template;
    }

    @Override
    public boolean hasNext() {
        if (last != null && !last.hasEnded()) {
            return false; // Another extension has disabled the last one, so nothing is known about further ones.
        }
        if (cases.hasNext()) {
            return true;
        }
        if (last != null) {
            last = null;
            end();
        }
        return false;
    }

    private void end() {
        template.publishReportEntry(
                EveryInterleaving.REPORT,
                String.format(Locale.ROOT, "%,d runs: one without a fault, and one for each fault", count));
        FaultSummary.checkHeldSometimes(cases.neverTrue(), count);
    }

    @Override
    public TestTemplateInvocationContext next() {
        FaultInvocation next = new FaultInvocation(cases.next());
        last = next;
        count++;
        return next;
    }
}
