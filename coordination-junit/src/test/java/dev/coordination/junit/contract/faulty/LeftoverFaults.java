// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_03;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defects in which the old deadline of a key still applies after a call that should have removed or replaced it. */
final class LeftoverFaults {

    private LeftoverFaults() {}

    static List<Fault> all() {
        return Stream.of("delete", "conditional delete", "deleteMatching", "set", "set with a TTL", "expire")
                .map(LeftoverFaults::leftBehindBy)
                .toList();
    }

    private static Fault leftBehindBy(String end) {
        return Fault.of(C_03, "the old deadline of a key still applies after " + end)
                .rare()
                .cache((correct, context) -> {
                    Deadlines deadlines = new Deadlines(correct, context, end);
                    return Interceptor.around(correct, deadlines::call);
                });
    }

    /** Deletes keys at their deadlines, and forgets to remove a deadline in one case. */
    private static final class Deadlines {

        private final SharedCache cache;
        private final FaultContext context;
        private final String end;

        Deadlines(SharedCache cache, FaultContext context, String end) {
            this.cache = cache;
            this.context = context;
            this.end = end;
        }

        @Nullable
        Object call(Interceptor.Call call) throws Throwable {
            context.valuesOf(Instant.class).keySet().forEach(key -> deleteIfOver((String) key));
            boolean existed = !call.is("deleteMatching") && cache.exists(call.name());
            Object result = call.proceed();
            String operation = call.operation();
            switch (operation) {
                case "set", "delete" -> remove(call.name(), operation);
                case "conditional delete" -> {
                    if (Boolean.TRUE.equals(result)) {
                        remove(call.name(), operation);
                    }
                }
                case "deleteMatching" ->
                    context.valuesOf(Instant.class).keySet().stream()
                            .map(String.class::cast)
                            .filter(key -> !cache.exists(key))
                            .forEach(key -> remove(key, operation));
                case "set with a TTL" -> give(call.name(), call.ttl(), operation);
                case "setIfAbsent with a TTL" -> give(call.name(), call.ttl(), Boolean.TRUE.equals(result));
                case "expire" -> {
                    if (Boolean.TRUE.equals(result)) {
                        give(call.name(), call.ttl(), operation);
                    }
                }
                case "increment with a TTL" -> give(call.name(), call.ttl(), !existed);
                default -> {} // Has no effect on deadlines.
            }
            return result;
        }

        private void deleteIfOver(String key) {
            Instant deadline = context.get(key, Instant.class);
            if (deadline != null && !deadline.isAfter(context.now())) {
                cache.delete(key);
                context.remove(key);
            }
        }

        private void remove(String key, String operation) {
            if (!operation.equals(end)) {
                context.remove(key);
            }
        }

        private void give(String key, Duration ttl, String operation) {
            if (!operation.equals(end) || !context.contains(key)) {
                context.put(key, context.after(ttl));
            }
        }

        private void give(String key, Duration ttl, boolean given) {
            if (given && !context.contains(key)) {
                context.put(key, context.after(ttl));
            }
        }
    }
}
