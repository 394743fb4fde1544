// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_04;
import static dev.coordination.junit.contract.Rule.C_05;
import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.C_15;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Defects in which one operation treats one kind of entry differently from all others. */
final class EntryKindFaults {

    /** Recognizes a kind of entry. */
    private interface Kind {
        boolean includes(byte[] value, Optional<Duration> ttl);
    }

    /** What an operation does to an entry of the kind, instead of what it should do. */
    private interface Instead {
        @Nullable
        Object call(Interceptor.Call call, SharedCache cache) throws Throwable;
    }

    private static final int LONG = 65_536;

    private static final Map<String, Kind> KINDS = Map.of(
            "a counter", (value, ttl) -> new String(value, UTF_8).matches("-?[0-9]{1,18}"),
            "a key that expires", (value, ttl) -> ttl.isPresent(),
            "an empty value", (value, ttl) -> value.length == 0,
            "a long value", (value, ttl) -> value.length > LONG);

    private EntryKindFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(KINDS).forEach((name, kind) -> {
            all.add(overwritten(name, kind));
            all.add(refused(C_05, "delete", name, kind));
            all.add(refused(C_13, "replace", name, kind));
            all.add(refused(C_14, "expire", name, kind));
            all.add(refused(C_15, "conditional delete", name, kind));
            all.add(skippedByDeleteMatching(name, kind));
            all.add(differently(C_04, "ttl returns empty for " + name, "ttl", kind, (call, cache) -> Optional.empty()));
        });
        return all;
    }

    private static Fault overwritten(String name, Kind kind) {
        return differently(C_12, "setIfAbsent overwrites " + name, "setIfAbsent", kind, (call, cache) -> {
            cache.set(call.name(), (byte[]) call.arguments()[1]);
            return true;
        });
    }

    private static Fault refused(Rule rule, String operation, String name, Kind kind) {
        return differently(rule, operation + " treats " + name + " as absent", operation, kind, (call, cache) -> false);
    }

    private static Fault differently(Rule rule, String defect, String operation, Kind kind, Instead instead) {
        return Fault.of(rule, defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    boolean affected = call.is(operation) && isOf(kind, correct, call.name());
                    return affected ? instead.call(call, correct) : call.proceed();
                }));
    }

    private static boolean isOf(Kind kind, SharedCache cache, String key) {
        return cache.get(key)
                .filter(value -> kind.includes(value, cache.ttl(key)))
                .isPresent();
    }

    private static Fault skippedByDeleteMatching(String name, Kind kind) {
        return Fault.of(C_06, "deleteMatching skips " + name)
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Map<String, byte[]> values = new LinkedHashMap<>();
                        Map<String, Optional<Duration>> ttls = new LinkedHashMap<>();
                        for (String key : seen()) {
                            if (isOf(kind, correct, key)) {
                                values.put(key, correct.get(key).orElseThrow());
                                ttls.put(key, correct.ttl(key));
                            }
                        }
                        long deleted = super.deleteMatching(pattern);
                        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
                            if (correct.setIfAbsent(entry.getKey(), entry.getValue())) {
                                ttls.get(entry.getKey()).ifPresent(ttl -> correct.expire(entry.getKey(), ttl));
                                deleted--;
                            }
                        }
                        return deleted;
                    }
                });
    }
}
