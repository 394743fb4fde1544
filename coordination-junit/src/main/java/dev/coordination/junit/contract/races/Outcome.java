// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.Leadership;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the calls of a round returned. Of the fencing tokens, only the order counts.
 *
 * @param first the results of the first thread
 * @param second the results of the second thread
 * @param after the results of the calls after the race
 */
record Outcome(List<String> first, List<String> second, List<String> after) {

    static Outcome of(List<Object> before, List<Object> first, List<Object> second, List<Object> after) {
        List<Long> tokens = Stream.of(before, first, second, after)
                .flatMap(List::stream)
                .flatMap(result -> term(result).stream())
                .map(Leadership::fencingToken)
                .distinct()
                .sorted()
                .toList();
        return new Outcome(texts(first, tokens), texts(second, tokens), texts(after, tokens));
    }

    private static List<String> texts(List<Object> results, List<Long> tokens) {
        return results.stream().map(result -> text(result, tokens)).toList();
    }

    private static String text(Object result, List<Long> tokens) {
        Optional<Leadership> term = term(result);
        if (term.isPresent()) {
            return term.get().nodeId() + " in term "
                    + (tokens.indexOf(term.get().fencingToken()) + 1);
        }
        return result instanceof Optional<?> ? "nobody" : result.toString();
    }

    private static Optional<Leadership> term(Object result) {
        Object value = result instanceof Optional<?> optional && optional.isPresent() ? optional.get() : result;
        return value instanceof Leadership term ? Optional.of(term) : Optional.empty();
    }

    @Override
    public String toString() {
        return String.join(", ", first) + " and " + String.join(", ", second)
                + (after.isEmpty() ? "" : ", then " + String.join(", ", after));
    }
}
