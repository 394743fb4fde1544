// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves parameters from the nodes of a schedule. */
abstract class ExploredParameterResolver implements ParameterResolver {

    /** Resolves constructor parameters in the context of the test method. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Returns the nodes from which a parameter is resolved, or null if its method will not be called. */
    abstract @Nullable Nodes nodes(ParameterContext parameter, ExtensionContext context);

    @Override
    public boolean supportsParameter(ParameterContext context, ExtensionContext extensionContext) {
        Parameter parameter = context.getParameter();
        return ExploredParameter.of(parameter).isPresent() || RefusedParameter.is(parameter);
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext context, ExtensionContext extensionContext) {
        Parameter parameter = context.getParameter();
        ExploredParameter provided =
                ExploredParameter.of(parameter).orElseThrow(() -> RefusedParameter.exception(parameter));
        String node = provided.node(parameter, context.findAnnotation(dev.coordination.junit.Node.class));
        @Nullable Nodes nodes = nodes(context, extensionContext);
        return nodes == null ? null : provided.from(nodes, node);
    }
}
