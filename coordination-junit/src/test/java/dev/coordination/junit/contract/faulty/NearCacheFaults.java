// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_07;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defects in which each handle remembers what it read, and does not notice one kind of write by other handles. */
final class NearCacheFaults {

    private NearCacheFaults() {}

    static List<Fault> all() {
        return Stream.of(
                        "set",
                        "set with a TTL",
                        "setIfAbsent",
                        "setIfAbsent with a TTL",
                        "replace",
                        "delete",
                        "conditional delete",
                        "deleteMatching",
                        "expire",
                        "increment",
                        "increment with a TTL")
                .map(NearCacheFaults::notNoticing)
                .toList();
    }

    private static Fault notNoticing(String write) {
        return Fault.of(G_07, "each handle caches what it reads and does not notice " + write + " on another handle")
                .rare()
                .cache((correct, context) -> {
                    NearCache near = new NearCache(context, write);
                    return Interceptor.around(correct, near::call);
                });
    }

    private static final class NearCache {

        /** What was read, and the number of writes that had been noticed before the read. */
        private record Read(int writes, @Nullable Object result) {}

        private final FaultContext context;
        private final String unnoticed;
        private final Map<String, Read> reads = new ConcurrentHashMap<>();

        NearCache(FaultContext context, String unnoticed) {
            this.context = context;
            this.unnoticed = unnoticed;
        }

        private int writes() {
            return Objects.requireNonNullElse(context.get("writes", Integer.class), 0);
        }

        @Nullable
        Object call(Interceptor.Call call) throws Throwable {
            String operation = call.operation();
            if (Stream.of("get", "exists", "ttl").anyMatch(operation::equals)) {
                String read = operation + " " + call.name() + " at " + context.now();
                Read before = reads.get(read);
                if (before == null || before.writes != writes()) {
                    before = new Read(writes(), call.proceed());
                    reads.put(read, before);
                }
                return before.result;
            }
            reads.clear(); // Notices its own writes.
            if (!operation.equals(unnoticed)) {
                context.put("writes", writes() + 1);
            }
            return call.proceed();
        }
    }
}
