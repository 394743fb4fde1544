// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Provides the invocations of a test with {@link EveryFault}. */
final class FaultExtension implements TestTemplateInvocationContextProvider {

    static final String NAME = "EveryFault";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return annotation(context).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ExploredTestChecks checks = new ExploredTestChecks(NAME, context);
        checks.instancePerMethod();
        checks.sameThread();
        checks.enclosingConstructors();
        EveryFault annotation = annotation(context).orElseThrow();
        Exploration exploration = ConfiguredExploration.of(annotation, context);
        if (annotation.summary() && annotation.replay().isEmpty()) {
            return Stream.of(new WholeFaultInvocation(exploration));
        }
        FaultInvocations invocations = new FaultInvocations(exploration.newFaultCases(), context);
        // Lazy, because the next case is known only when the previous one has been run.
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(invocations, Spliterator.ORDERED), false);
    }

    private static Optional<EveryFault> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), EveryFault.class);
    }
}
