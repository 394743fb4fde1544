// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_05;
import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_11;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.C_15;

import dev.coordination.junit.contract.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Defects that show only with large values, values with equal checksums, equal calls or frequent reads. */
final class ValueSizeFaults {

    private ValueSizeFaults() {}

    static List<Fault> all() {
        return List.of(
                returnsFalseAbove(C_05, "delete", 100_000),
                returnsFalseAbove(C_05, "delete", 16),
                returnsFalseAbove(C_12, "setIfAbsent", 600_000),
                returnsFalseAbove(C_13, "replace", 255_000),
                returnsFalseAbove(C_14, "expire", 512_000),
                returnsFalseAbove(C_15, "conditional delete", 1_000_000),
                countsParts(),
                storesOnce("CRC-32C", CRC32C::new),
                storesOnce("Adler-32", Adler32::new),
                isSkippedIfEqual(C_02, "set with a TTL"),
                isSkippedIfEqual(C_02, "set"),
                isSkippedIfEqual(C_14, "expire"),
                endsPrefixesBeforeSupplementaryCharacters(),
                readsOftenReadKeysLater());
    }

    /** Returns the size of the value that the key holds or of the one that is passed, whichever is larger. */
    private static int largest(Interceptor.Call call, FaultContext context) {
        int held = Optional.ofNullable(call.name())
                .filter(key -> !key.isEmpty() && key.length() < 1_000)
                .flatMap(key -> context.correct.cache().get(key))
                .map(value -> value.length)
                .orElse(0);
        return Math.max(held, call.last() instanceof byte[] given ? given.length : 0);
    }

    private static Fault returnsFalseAbove(Rule rule, String operation, int size) {
        return Fault.of(rule, operation + " returns false for values of more than " + size + " bytes")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    boolean large = call.is(operation) && largest(call, context) > size;
                    Object result = call.proceed();
                    return large ? Boolean.FALSE : result;
                }));
    }

    private static Fault countsParts() {
        return Fault.of(C_06, "deleteMatching counts a key once for each 64 KiB of its value")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        long further = seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key))
                                .mapToLong(key -> get(key).map(value -> value.length / 65_537)
                                        .orElse(0))
                                .sum();
                        return super.deleteMatching(pattern) + further;
                    }
                });
    }

    private static Fault storesOnce(String name, Supplier<Checksum> checksums) {
        return Fault.of(C_01, "values of more than 1,000 bytes with the same length and " + name + " are stored once")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.is("set") && call.last() instanceof byte[] value && value.length > 1_000) {
                        Checksum checksum = checksums.get();
                        checksum.update(value);
                        String key = name + value.length + " " + checksum.getValue();
                        if (!context.contains(key)) {
                            context.put(key, value.clone());
                        }
                        call.setLast(context.get(key, byte[].class));
                    }
                    return call.proceed();
                }));
    }

    /** The two calls must also be made at the same instant. */
    private static Fault isSkippedIfEqual(Rule rule, String operation) {
        return Fault.of(rule, operation + " is skipped if it repeats the previous call of the handle on the key")
                .rare()
                .cache((correct, context) -> {
                    ConcurrentMap<String, List<Object>> last = new ConcurrentHashMap<>();
                    return Interceptor.around(correct, call -> {
                        if (call.arguments().length == 0 || call.name() == null) {
                            return call.proceed();
                        }
                        List<Object> own =
                                List.of(call.operation(), context.now(), Arrays.deepToString(call.arguments()));
                        if (call.is(operation) && own.equals(last.get(call.name()))) {
                            boolean exists = context.correct.cache().exists(call.name());
                            return call.is("expire") ? exists : null;
                        }
                        Object result = call.proceed();
                        last.put(call.name(), own);
                        return result;
                    });
                });
    }

    /** In UTF-16, the character U+FFFF sorts after the first half of a supplementary character. */
    private static Fault endsPrefixesBeforeSupplementaryCharacters() {
        return Fault.of(
                        C_06,
                        "deleteMatching with a prefix and a star misses keys that continue with a supplementary character")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        int star = pattern == null ? -1 : pattern.indexOf('*');
                        if (star < 1 || star < pattern.length() - 1 || pattern.matches(".*[?\\[\\\\].*")) {
                            return super.deleteMatching(pattern);
                        }
                        super.exists(pattern);
                        List<String> missed = seen().stream()
                                .filter(key -> key.length() > star && Character.isHighSurrogate(key.charAt(star)))
                                .filter(key -> key.startsWith(pattern.substring(0, star)) && exists(key))
                                .toList();
                        if (missed.isEmpty()) {
                            return super.deleteMatching(pattern);
                        }
                        return seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key) && !missed.contains(key))
                                .filter(this::delete)
                                .count();
                    }
                });
    }

    private static Fault readsOftenReadKeysLater() {
        return Fault.of(C_11, "get of a key that a handle has read 50 times returns the value as of the previous read")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final ConcurrentMap<String, Integer> reads = new ConcurrentHashMap<>();
                    private final ConcurrentMap<String, byte[]> last = new ConcurrentHashMap<>();

                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        if (value.isEmpty()) {
                            return value;
                        }
                        byte[] before = last.put(key, value.get());
                        return reads.merge(key, 1, Integer::sum) > 50 && before != null
                                ? Optional.of(before.clone())
                                : value.map(byte[]::clone);
                    }
                });
    }
}
