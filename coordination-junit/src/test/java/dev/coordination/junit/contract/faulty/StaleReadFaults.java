// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defects in which results are remembered until a deadline that one operation cannot bring forward. Only a caller that
 * reads an entry, lets it expire and reads it again notices.
 */
final class StaleReadFaults {

    private static final Set<String> READS =
            Set.of("get", "exists", "currentLeader", "members", "activeNodes", "metadata");

    private StaleReadFaults() {}

    static List<Fault> all() {
        return List.of(
                remembered(C_02, "set with a TTL"),
                remembered(C_14, "expire"),
                remembered(L_02, "tryAcquire"),
                remembered(L_03, "renew"),
                remembered(M_02, "register"),
                remembered(M_03, "heartbeat"));
    }

    private static Fault remembered(Rule rule, String shortening) {
        return Fault.of(rule, "results are remembered until a deadline that " + shortening + " does not bring forward")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, new Remembering(context, shortening)))
                .elections((correct, context) -> Interceptor.around(correct, new Remembering(context, shortening)))
                .cluster((correct, context) -> Interceptor.around(correct, new Remembering(context, shortening)));
    }

    /** A result, and how long it is remembered. */
    private record Seen(@Nullable Object result, Instant until) {}

    /**
     * Remembers what each method returned for each name. All areas of a backend share this memory: their methods differ in
     * name.
     */
    private static final class Remembering implements Interceptor {

        private final FaultContext context;
        private final String shortening;

        Remembering(FaultContext context, String shortening) {
            this.context = context;
            this.shortening = shortening;
        }

        @Override
        public @Nullable Object call(Call call) throws Throwable {
            if (call.is("ttl")) {
                return call.proceed();
            }
            return READS.contains(call.operation()) ? read(call) : write(call);
        }

        private @Nullable Object read(Call call) throws Throwable {
            String key = "seen " + call.operation() + " " + List.of(call.arguments());
            Seen seen = context.get(key, Seen.class);
            if (seen != null && context.now().isBefore(seen.until)) {
                return seen.result;
            }
            Object result = call.proceed();
            context.valuesOf(Instant.class).entrySet().stream()
                    .filter(deadline ->
                            call.arguments().length == 0 || deadline.getKey().equals(deadlineOf(call)))
                    .map(Map.Entry::getValue)
                    .filter(deadline -> deadline.isAfter(context.now()))
                    .min(Instant::compareTo)
                    .ifPresent(first -> context.put(key, new Seen(result, first)));
            return result;
        }

        private @Nullable Object write(Call call) throws Throwable {
            Object result = call.proceed();
            context.valuesOf(Seen.class).keySet().forEach(context::remove);
            if (call.arguments().length > 1 && call.last() instanceof Duration ttl) {
                String key = deadlineOf(call);
                Instant earlier = Objects.requireNonNullElse(context.get(key, Instant.class), Instant.MIN);
                Instant deadline = context.after(ttl);
                if (!call.is(shortening) || deadline.isAfter(earlier)) {
                    context.put(key, deadline);
                }
            }
            return result;
        }

        private static String deadlineOf(Call call) {
            String name = call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
            return "deadline of " + call.method().getDeclaringClass().getSimpleName() + " " + name;
        }
    }
}
