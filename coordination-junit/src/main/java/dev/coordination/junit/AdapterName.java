// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.lang.reflect.Constructor;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Puts the adapter's name on the first line of every failure message, since reports often show only the number of the
 * run.
 */
final class AdapterName
        implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler, InvocationInterceptor {

    private final String adapter;

    AdapterName(String adapter) {
        this.adapter = adapter;
    }

    /**
     * Returns a failure of the same kind that names the adapter and has the original as its cause. The exception of an
     * aborted test is returned as is.
     */
    private Throwable named(Throwable failure) {
        if (failure instanceof TestAbortedException) {
            return failure;
        }
        Throwable named = withMessage("[" + adapter + "] " + text(failure), failure);
        named.setStackTrace(failure.getStackTrace());
        return named;
    }

    private static Throwable withMessage(String message, Throwable failure) {
        if (failure instanceof AssertionFailedError values && values.isExpectedDefined() && values.isActualDefined()) {
            return new AssertionFailedError(message, values.getExpected(), values.getActual(), values);
        }
        return failure instanceof AssertionError
                ? new AssertionFailedError(message, failure)
                : new OnEveryAdapterException(message, failure);
    }

    /**
     * Returns the message of a failure, preceded by its type unless the failure is an assertion error, whose type adds
     * nothing.
     */
    private static String text(Throwable failure) {
        return failure instanceof AssertionError && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw named(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw named(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw named(failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw named(failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw named(failure);
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable e) {
            throw named(e);
        }
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            throw named(e);
        }
    }
}
