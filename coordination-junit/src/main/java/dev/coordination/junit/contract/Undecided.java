// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.failures.ContractFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown if the machine was too slow to decide whether an adapter keeps a rule. The cause is the failure of the last
 * attempt.
 */
final class Undecided extends ContractFailure {

    private static final long serialVersionUID = 1L;

    /**
     * An attempt whose failure is not trusted.
     *
     * @param unit the time unit of the attempt
     * @param lateness how much more time passed than the attempt asked for
     */
    record Attempt(Duration unit, Duration lateness) {

        @Override
        public String toString() {
            return lateness.toMillis() + " ms late with a unit of " + unit.toMillis() + " ms";
        }
    }

    Undecided(Collection<String> ruleIds, String adapter, List<Attempt> attempts, String observed, Throwable cause) {
        super(
                ContractViolation.rules(ruleIds) + "\nundecided on " + adapter + ":",
                "This machine was too slow. All " + attempts.size()
                        + " attempts failed and were late by half a unit of time or more: "
                        + attempts.stream().map(Attempt::toString).collect(Collectors.joining(", "))
                        + ". Run fewer tests at once, or let the harness choose a longer unit. The last attempt saw:\n"
                        + observed,
                cause);
    }
}
