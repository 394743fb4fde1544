// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Arguments;
import dev.coordination.junit.contract.threads.HangGuard;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Adds the broken rule and the adapter to every failure of the contract.
 *
 * <p>A test that fails and was late is repeated on a fresh harness with a longer unit, until it passes, fails without
 * being late, or has been repeated the maximum number of times.
 */
final class ContractExtension implements BeforeEachCallback, InvocationInterceptor, TestExecutionExceptionHandler {

    /** The key of the report entry for an attempt whose failure is not trusted. */
    static final String REPEATED = "coordination.contract.repeated";

    /** The ratio between the unit of the last attempt and that of the first; each attempt doubles the unit. */
    private static final int LONGEST_STRETCH = 8;

    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    /** Passes the enclosing contract to an area, before any {@code @BeforeEach} method runs. */
    @Override
    public void beforeEach(ExtensionContext context) {
        ContractArea area = area(context);
        context.getRequiredTestInstances()
                .findInstance(CoordinationContract.class)
                .ifPresent(area::useHarnessesOf);
        if (area instanceof GeneratedArea generated) {
            duration(context, GeneratedArea.SHRINKING, ChronoUnit.SECONDS, 0).ifPresent(generated::shrinkFor);
        }
        if (area instanceof RaceArea races) {
            duration(context, RaceArea.RACING, ChronoUnit.MILLIS, 1).ifPresent(races::raceFor);
        }
    }

    private static Optional<Duration> duration(ExtensionContext context, String parameter, ChronoUnit unit, int least) {
        return context.getConfigurationParameter(parameter, text -> {
            int amount = Integer.parseInt(text);
            if (amount < least) {
                throw new IllegalArgumentException(
                        parameter + " must be a number of " + unit.toString().toLowerCase(Locale.ROOT) + ", " + least
                                + " or more, but was " + Arguments.quoted(text));
            }
            return Duration.of(amount, unit);
        });
    }

    private static ContractArea area(ExtensionContext context) {
        return (ContractArea) context.getRequiredTestInstance();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        ContractArea area = area(context);
        HangGuard guard = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(HangGuard.class, type -> new HangGuard(), HangGuard.class);
        List<Undecided.Attempt> attempts = new ArrayList<>();
        HangGuard.Body body = invocation::proceed;
        for (int stretch = 1; ; stretch *= 2) {
            Throwable failure = failure(guard, area, body);
            if (failure == null) {
                return;
            }
            Duration lateness = area.time().lateness();
            if (isFinal(failure) || !area.time().isTooLate(lateness)) {
                throw failure;
            }
            attempts.add(new Undecided.Attempt(area.time().stretchedUnit(), lateness));
            if (stretch == LONGEST_STRETCH) {
                throw new Undecided(
                        context.getTags(),
                        area.harness.description(),
                        attempts,
                        FailureMessage.of(failure, area.lastCall()),
                        failure);
            }
            context.publishReportEntry(
                    Map.of(REPEATED, attempts.get(attempts.size() - 1).toString()));
            area.closeHarness();
            area.open(stretch * 2);
            body = () -> ReflectionSupport.invokeMethod(
                    test.getExecutable(), area, test.getArguments().toArray());
        }
    }

    private static @Nullable Throwable failure(HangGuard guard, ContractArea area, HangGuard.Body body) {
        try {
            area.startRecording();
            guard.run(area::limit, body);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Returns whether a longer unit cannot help, because the test was skipped, hung, or must stop. */
    private static boolean isFinal(Throwable failure) {
        return failure instanceof TestAbortedException
                || failure instanceof TimeoutException
                || failure instanceof VirtualMachineError
                || failure instanceof InterruptedException
                || Thread.currentThread().isInterrupted();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure;
        }
        ContractArea area = area(context);
        Throwable reported = failure instanceof Undecided
                ? failure
                : new ContractViolation(
                        context.getTags(),
                        area.harness.description(),
                        FailureMessage.of(failure, area.lastCall()),
                        failure);
        area.calls().map(ContractCalls::new).ifPresent(reported::addSuppressed);
        throw reported;
    }
}
