// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import java.util.concurrent.Callable;

/** The base class of the areas about interrupted threads. */
abstract class InterruptArea extends ContractArea {

    /**
     * What a call did.
     *
     * @param result the result, or the type of what was thrown
     * @param detail the result, or what was thrown
     * @param interrupted whether the thread was interrupted afterwards
     */
    record Outcome(String result, String detail, boolean interrupted) {}

    final Outcome onAThread(Callable<String> call) {
        return background.within(() -> outcome(call));
    }

    final Outcome onAnInterruptedThread(Callable<String> call) {
        return background.within(() -> {
            Thread.currentThread().interrupt();
            return outcome(call);
        });
    }

    private static Outcome outcome(Callable<String> call) {
        try {
            String result = call.call();
            return new Outcome(result, result, Thread.interrupted());
        } catch (Exception e) {
            return new Outcome("throws " + e.getClass().getName(), "throws " + e, Thread.interrupted());
        }
    }

    /** Verifies that a call of an interrupted thread had the expected outcome and left the interrupt set. */
    static void assertSameResult(Outcome interrupted, Outcome expected, String what) {
        assertThat(interrupted.result())
                .as("%s: %s (expected: %s)", what, interrupted.detail(), expected.detail())
                .isEqualTo(expected.result());
        assertThat(interrupted.interrupted())
                .as("whether the interrupt is still set after %s", what)
                .isTrue();
    }

    /** Makes a call on an interrupted thread, and verifies that it completes and leaves the interrupt set. */
    final void completesOnAnInterruptedThread(String what, Runnable call) {
        Outcome outcome = onAnInterruptedThread(() -> {
            call.run();
            return "completes";
        });
        assertSameResult(outcome, new Outcome("completes", "completes", true), what);
    }
}
