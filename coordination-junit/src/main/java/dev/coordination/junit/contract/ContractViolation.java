// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.failures.ContractFailure;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Thrown if an adapter breaks a rule. The message names the rule and the adapter, and says what was seen; the cause has
 * the details.
 */
final class ContractViolation extends ContractFailure {

    private static final long serialVersionUID = 1L;

    ContractViolation(Collection<String> ruleIds, String adapter, String observed, Throwable cause) {
        super(rules(ruleIds) + "\nbroken by " + adapter + ":", observed, cause);
    }

    static String rules(Collection<String> ids) {
        return ids.stream()
                .sorted()
                .map(Rule::byId)
                .flatMap(Optional::stream)
                .map(rule -> "[" + rule.id() + " " + rule.text() + "]")
                .collect(Collectors.joining("\n"));
    }
}
