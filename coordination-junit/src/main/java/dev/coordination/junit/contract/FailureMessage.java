// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Operation;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.CallRecorder.LastCall;
import dev.coordination.junit.timeline.DisplayText;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The message of a failed test: which call returned or threw what, and what it should have done. The failure itself
 * often says only that a value was false, or that an {@link Optional} had no value.
 */
final class FailureMessage {

    private static final Pattern OPERATIONS = Pattern.compile(Arrays.stream(Operation.values())
            .map(operation -> Pattern.quote(operation.toString()))
            .collect(Collectors.joining("|", "\\b(", ")\\b")));

    private static final String CONTRACT = FailureMessage.class.getPackageName() + ".";

    private static final Set<String> PACKAGES = Set.of(
            CONTRACT,
            CONTRACT + "generated.",
            CONTRACT + "history.",
            CONTRACT + "races.",
            CONTRACT + "threads.",
            "dev.coordination.junit.differential.");

    private final Throwable failure;
    private final Optional<LastCall> last;

    private FailureMessage(Throwable failure, Optional<LastCall> last) {
        this.failure = failure;
        this.last = last;
    }

    /**
     * Returns the message.
     *
     * @param failure what the test threw
     * @param last the last call of the test
     */
    static String of(Throwable failure, Optional<LastCall> last) {
        return new FailureMessage(failure, last).text();
    }

    private String text() {
        String own = own();
        Optional<LastCall> thrower = last.filter(call -> call.call().thrown() == failure);
        if (thrower.isPresent()) {
            return threw(DisplayText.call(thrower.orElseThrow().call()), own);
        }
        Optional<Operation> elsewhere = operationThatThrew();
        if (elsewhere.isPresent()) {
            return threw(elsewhere.orElseThrow().toString(), own);
        }
        return last.isEmpty() || namesItsOperation(own) ? own : after(last.orElseThrow(), own);
    }

    private static String threw(String call, String thrown) {
        return call + " should have returned, but threw " + thrown;
    }

    private String after(LastCall last, String own) {
        String call = DisplayText.call(last.call());
        if (!last.hasEnded()) {
            return call + " has not returned:\n" + own;
        }
        if (last.call().thrown() != null) {
            return call + " threw " + last.call().thrown() + ":\n" + own;
        }
        if (last.returnType() == void.class || last.returnType() == Subscription.class) {
            return "after " + call + ":\n" + own;
        }
        String returned = call + " returned " + DisplayText.result(last.call().result());
        return lacksValue(last) ? returned + ", but should have returned a value" : returned + ":\n" + own;
    }

    /** Returns the message of the failure itself. */
    private String own() {
        return failure instanceof AssertionError && failure.getMessage() != null
                ? failure.getMessage().strip()
                : failure.toString();
    }

    /** Returns whether the description of an assertion names the operation that it checks. */
    private static boolean namesItsOperation(String message) {
        return message.startsWith("[")
                && OPERATIONS.matcher(message.lines().findFirst().orElse("")).find();
    }

    /** Returns whether the contract could not use the result of the last call because it was empty. */
    private boolean lacksValue(LastCall call) {
        return failure instanceof NoSuchElementException
                && Optional.empty().equals(call.call().result())
                && wasThrownByContract();
    }

    /** Returns whether the contract itself threw, perhaps in a method of the JDK. */
    private boolean wasThrownByContract() {
        return calledByContract().isEmpty();
    }

    /** Returns the operation whose implementation threw on a thread that is not recorded. */
    private Optional<Operation> operationThatThrew() {
        return failure instanceof AssertionError
                ? Optional.empty()
                : calledByContract().flatMap(frame -> CallRecorder.operation(frame.getMethodName()));
    }

    /** Returns the stack frame of the adapter method that the contract called, or empty if the adapter is not in the stack. */
    private Optional<StackTraceElement> calledByContract() {
        StackTraceElement called = null;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (isOfContract(frame)) {
                return Optional.ofNullable(called);
            }
            if (!frame.getClassName().startsWith("java.")
                    && !frame.getClassName().startsWith("jdk.internal.")) {
                called = frame;
            }
        }
        return Optional.empty();
    }

    private static boolean isOfContract(StackTraceElement frame) {
        String name = frame.getClassName();
        String area = name.substring(0, name.lastIndexOf('.') + 1);
        return PACKAGES.contains(area);
    }
}
