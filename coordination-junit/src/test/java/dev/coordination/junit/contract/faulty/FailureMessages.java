// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Operation;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.failures.ContractFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Checks that each failure of the contract names the call and its result, in words that the author of an adapter knows. */
final class FailureMessages {

    /** Text that says nothing: identity hash codes, names from the JVM, and messages about the contract's own variables. */
    private static final Pattern MEANINGLESS = Pattern.compile(
            "No value present|\\[[BCDFIJSZ]@|\\[L[\\w.$]+;@|\\w@[0-9a-f]{5,8}\\b|\\$\\$Lambda|^java.lang.NullPointerException|^Expect|^expect");

    /** The operations that a failure of a rule names, by the letter of the rule. */
    private static final Map<String, Pattern> OPERATIONS = Map.of(
            "C", operations("cache."),
            "P", operations("cache.", "pubSub.", "subscription."),
            "S", operations("pubSub.", "subscription.", "listener."),
            "L", operations("leaderElection."),
            "M", operations("clusterMembership."),
            "T", Pattern.compile("task|clock|schedul|" + operations("")));

    private static final Pattern ANY_OPERATION = operations("");

    /** Matches an exception that an operation of any area threw in a call of the test or in a generated call. */
    private static final Pattern THREW = Pattern.compile("^.*" + ANY_OPERATION
            + "(.* should have returned, but threw | yielded \\w+(Exception|Error), but done in memory\\b)");

    private FailureMessages() {}

    private static Pattern operations(String... prefixes) {
        return Pattern.compile(Arrays.stream(Operation.values())
                .map(Operation::toString)
                .filter(operation -> Arrays.stream(prefixes).anyMatch(operation::startsWith))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "\\b(", ")\\b")));
    }

    /** Checks the failures of a run of the contract. */
    static void assertMeaningful(Events tests) {
        List<String> meaningless = tests.failed().stream()
                .filter(event -> !isMeaningful(event))
                .map(FailureMessages::shown)
                .toList();

        assertThat(meaningless)
                .as("failures that do not name the call and its unexpected result")
                .isEmpty();
    }

    private static boolean isMeaningful(Event event) {
        String message = message(event);
        return !MEANINGLESS.matcher(message).find() && namesOperation(event, message);
    }

    /** A check of the harness may fail without calling any operation of the adapter. */
    private static boolean namesOperation(Event event, String message) {
        List<String> areas = event.getTestDescriptor().getTags().stream()
                .map(TestTag::getName)
                .filter(tag -> Rule.byId(tag).isPresent())
                .map(rule -> rule.substring(0, 1))
                .toList();
        return areas.isEmpty()
                || THREW.matcher(message).find()
                || areas.stream()
                        .map(area -> OPERATIONS.getOrDefault(area, ANY_OPERATION))
                        .anyMatch(operations -> operations.matcher(message).find());
    }

    private static String shown(Event event) {
        return event.getTestDescriptor().getDisplayName() + ":\n" + message(event) + "\n";
    }

    private static String message(Event event) {
        Throwable failure = event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        return failure instanceof ContractFailure ofContract ? ofContract.observed() : failure.toString();
    }
}
