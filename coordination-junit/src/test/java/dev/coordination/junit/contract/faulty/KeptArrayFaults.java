// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_03;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Defects in which an array that was passed to an operation is kept, or an array is returned twice. */
final class KeptArrayFaults {

    private static final Map<String, Integer> VALUES =
            Map.of("set with a TTL", 1, "setIfAbsent", 1, "setIfAbsent with a TTL", 1, "replace", 2);

    private KeptArrayFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        VALUES.keySet().stream().sorted().forEach(operation -> all.add(keptBy(operation)));
        all.add(givenOutTwice("two reads on a handle return the same array", 0));
        all.add(givenOutTwice("two reads on a handle return the same array after 20 other reads", 20));
        all.add(givenOutTwice("two reads on a handle return the same array after 5,000 other reads", 5_000));
        return all;
    }

    /** An array that was passed or returned, and a copy of its original contents. */
    private record Kept(byte[] given, byte[] copy) {}

    private static Fault keptBy(String operation) {
        return Fault.of(G_03, "the array passed to " + operation + " is kept")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is(operation) && !Boolean.FALSE.equals(result)) {
                        byte[] given = (byte[]) call.arguments()[VALUES.get(operation)];
                        context.put("kept " + call.name(), new Kept(given, given.clone()));
                    }
                    Kept kept = call.is("get") ? context.get("kept " + call.name(), Kept.class) : null;
                    boolean isKept = kept != null
                            && result instanceof Optional<?> found
                            && found.filter(value -> Arrays.equals((byte[]) value, kept.copy))
                                    .isPresent();
                    return isKept ? Optional.of(kept.given.clone()) : result;
                }));
    }

    private static Fault givenOutTwice(String defect, int after) {
        return Fault.of(G_03, defect).rare().cache((correct, context) -> new ForwardingCache(correct) {
            private final Map<String, Kept> read = new ConcurrentHashMap<>();
            private final AtomicInteger reads = new AtomicInteger();

            @Override
            public Optional<byte[]> get(String key) {
                Optional<byte[]> value = super.get(key);
                if (value.isEmpty() || reads.incrementAndGet() <= after) {
                    return value;
                }
                Kept before = read.get(key);
                if (before == null || !Arrays.equals(before.copy, value.get())) {
                    before = new Kept(value.get(), value.get().clone());
                    read.put(key, before);
                }
                return Optional.of(before.given);
            }
        });
    }
}
