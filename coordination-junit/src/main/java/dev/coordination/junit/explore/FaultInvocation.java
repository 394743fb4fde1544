// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One invocation of a test with {@link EveryFault}, which is one run. */
final class FaultInvocation implements TestTemplateInvocationContext {

    private final FaultCase fault;
    private final FaultCaseExtension extension;

    FaultInvocation(FaultCase fault) {
        this.fault = fault;
        extension = new FaultCaseExtension(fault);
    }

    boolean hasEnded() {
        return extension.hasEnded();
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return fault.description();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(extension);
    }
}
