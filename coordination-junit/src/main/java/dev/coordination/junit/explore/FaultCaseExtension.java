// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.opentest4j.TestAbortedException;

/**
 * Begins a run with a fault before the test instance is created, and ends it after all lifecycle methods. Until then, it keeps a
 * failure, so that the report includes everything that has happened.
 */
final class FaultCaseExtension extends ExploredParameterResolver
        implements TestInstancePreConstructCallback, InvocationInterceptor, AfterEachCallback {

    private final FaultCase fault;
    private @Nullable Nodes nodes;
    private @Nullable Throwable failure;
    private boolean ended;

    FaultCaseExtension(FaultCase fault) {
        this.fault = fault;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        nodes();
    }

    private Nodes nodes() {
        if (nodes == null) {
            nodes = fault.begin();
        }
        return nodes;
    }

    @Override
    Nodes nodes(ParameterContext parameter, ExtensionContext context) {
        return nodes();
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable e) {
            end(e); // JUnit does not continue.
            throw e;
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        proceedUnlessFailed(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        proceedUnlessFailed(invocation);
    }

    private void proceedUnlessFailed(Invocation<Void> invocation) {
        if (failure == null) {
            proceed(invocation);
        } else {
            invocation.skip();
        }
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        proceed(invocation);
    }

    private void proceed(Invocation<Void> invocation) {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            failure = FreshTest.first(failure, e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(failure != null ? failure : context.getExecutionException().orElse(null));
    }

    private void end(@Nullable Throwable thrown) {
        ended = true;
        try {
            fault.end(thrown);
        } catch (ExplorationFailedError e) {
            if (thrown instanceof TestAbortedException aborted) {
                throw aborted;
            }
            throw e;
        }
    }
}
