// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_03;
import static dev.coordination.junit.contract.Rule.L_06;
import static dev.coordination.junit.contract.Rule.M_06;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defects in which the answer to a query is remembered for a short period of real time, or until the next write. An expiry is not
 * a write, so the answer outlives the entry.
 */
final class RememberedAnswerFaults {

    private static final Set<String> QUERIES =
            Set.of("get", "exists", "ttl", "currentLeader", "activeNodes", "members", "metadata");

    private RememberedAnswerFaults() {}

    static List<Fault> all() {
        return List.of(
                remembered(C_03, "get", 2),
                remembered(C_03, "get", 50),
                remembered(C_03, "exists", 2),
                remembered(C_03, "ttl", 2),
                remembered(L_06, "currentLeader", 2),
                remembered(L_06, "currentLeader", 50),
                remembered(M_06, "activeNodes", 2),
                remembered(M_06, "activeNodes", 50),
                remembered(M_06, "members", 2),
                remembered(M_06, "metadata", 2));
    }

    private static Fault remembered(Rule rule, String query, int millis) {
        return Fault.of(rule, "the answer to " + query + " is remembered for " + millis + " ms or until the next write")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, new Remembering(query, millis)))
                .elections((correct, context) -> Interceptor.around(correct, new Remembering(query, millis)))
                .cluster((correct, context) -> Interceptor.around(correct, new Remembering(query, millis)));
    }

    /** An answer, and when it was given. */
    private record Answer(Optional<Object> result, long nanoTime) {}

    /** Remembers the answers of one area of one handle. */
    private static final class Remembering implements Interceptor {

        private final String query;
        private final long nanos;
        private final Map<List<Object>, Answer> answers = new ConcurrentHashMap<>();

        Remembering(String query, int millis) {
            this.query = query;
            nanos = Duration.ofMillis(millis).toNanos();
        }

        @Override
        public @Nullable Object call(Call call) throws Throwable {
            if (!call.is(query)) {
                if (!QUERIES.contains(call.operation())) {
                    answers.clear();
                }
                return call.proceed();
            }
            List<Object> arguments = Arrays.asList(call.arguments());
            Answer known = answers.get(arguments);
            if (known == null || System.nanoTime() - known.nanoTime > nanos) {
                known = new Answer(Optional.ofNullable(call.proceed()), System.nanoTime());
                answers.put(arguments, known);
            }
            return known.result.orElse(null);
        }
    }
}
