// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test with {@link EveryInterleaving} in every schedule, instead of the single invocation by JUnit. */
final class InterleavingExtension extends OuterTestExtension implements BeforeEachCallback {

    private static final String NAME = "EveryInterleaving";

    @Override
    public void beforeEach(ExtensionContext context) {
        ExploredTestChecks checks = new ExploredTestChecks(NAME, context);
        checks.noOtherTemplate();
        checks.instancePerMethod();
        checks.enclosingConstructors();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip(); // Each schedule calls it.
        EveryInterleaving annotation = AnnotationSupport.findAnnotation(
                        context.getRequiredTestMethod(), EveryInterleaving.class)
                .orElseThrow();
        Exploration exploration = ConfiguredExploration.of(annotation, context);
        new ExploredTest(NAME, context).run(exploration::check);
    }
}
