// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Thrown if an adapter breaks a rule. The message names the rule and the adapter, and says what was seen; the cause has
 * the details.
 */
final class ContractViolation extends AssertionError {

    private static final long serialVersionUID = 1L;

    ContractViolation(Collection<String> ruleIds, String adapter, Throwable seen) {
        super(rules(ruleIds) + "\nbroken by " + adapter + ":\n" + message(seen), seen);
    }

    static String rules(Collection<String> ids) {
        return ids.stream()
                .sorted()
                .map(Rule::byId)
                .flatMap(Optional::stream)
                .map(rule -> "[" + rule.id() + " " + rule.text() + "]")
                .collect(Collectors.joining("\n"));
    }

    static String message(Throwable seen) {
        return seen instanceof AssertionError && seen.getMessage() != null
                ? seen.getMessage().strip()
                : seen.toString();
    }
}
