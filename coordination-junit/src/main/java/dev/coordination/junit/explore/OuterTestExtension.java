// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Keeps JUnit from calling the lifecycle methods of an explored test, because each schedule calls them on its own instance.
 * {@link FreshTest} resolves their parameters itself, or asks JUnit to resolve them again.
 */
abstract class OuterTestExtension extends ExploredParameterResolver implements InvocationInterceptor {

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    @Nullable
    Nodes nodes(ParameterContext parameter, ExtensionContext context) {
        @Nullable Nodes current = FreshTest.currentNodes();
        if (current != null) {
            return current;
        }
        return parameter.getDeclaringExecutable() instanceof Constructor
                ? OuterTest.of(context).nodes()
                : null;
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        T instance = invocation.proceed();
        OuterTest.of(context).created(constructor.getExecutable(), constructor.getArguments(), instance);
        return instance;
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }
}
