// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * The only invocation of a test with {@link EveryFault}.
 *
 * @param name its display name
 * @param exploration what it runs
 */
record WholeFaultInvocation(String name, Function<Program, ExplorationResult> exploration)
        implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
        return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new Interceptor(exploration));
    }

    private static final class Interceptor extends OuterTestExtension {

        private final Function<Program, ExplorationResult> exploration;

        Interceptor(Function<Program, ExplorationResult> exploration) {
            this.exploration = exploration;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            invocation.skip(); // Each run calls it.
            new ExploredTest(FaultExtension.NAME, context).run(exploration);
        }
    }
}
