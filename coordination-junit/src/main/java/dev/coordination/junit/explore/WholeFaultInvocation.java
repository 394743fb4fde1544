// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * The only invocation of a test with {@link EveryFault#summary}, which makes all runs.
 *
 * @param exploration the exploration that makes the runs
 */
record WholeFaultInvocation(Exploration exploration) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
        return "every fault";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new Interceptor(exploration));
    }

    private static final class Interceptor extends OuterTestExtension {

        private final Exploration exploration;

        Interceptor(Exploration exploration) {
            this.exploration = exploration;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            invocation.skip(); // Each run calls it.
            new ExploredTest(FaultExtension.NAME, context)
                    .run(program -> FaultSummary.check(exploration.everyFault(program)));
        }
    }
}
