// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Defects in which values are not compared byte by byte. */
final class EqualityFaults {

    private static final int LONG = 1_000;

    /** What is compared instead of the bytes. */
    private static final Map<String, Function<byte[], Object>> COMPARED = Map.ofEntries(
            Map.entry("hash codes", Arrays::hashCode),
            Map.entry("checksums", EqualityFaults::checksum),
            Map.entry("lengths", value -> value.length),
            Map.entry(
                    "the lengths of long values", value -> value.length > LONG ? value.length : Arrays.toString(value)),
            Map.entry("the first 64 KiB", value -> first(value, 65_536)),
            Map.entry("the first 32 KiB", value -> first(value, 32_768)),
            Map.entry("the first 255 bytes", value -> first(value, 255)),
            Map.entry("decoded text", value -> new String(value, UTF_8)),
            Map.entry("text regardless of case", value -> new String(value, UTF_8).toLowerCase(Locale.ROOT)),
            Map.entry("text without surrounding white space", value -> new String(value, UTF_8).strip()),
            Map.entry("normalized text", value -> Normalizer.normalize(new String(value, UTF_8), Normalizer.Form.NFC)),
            Map.entry("all bytes but the last", value -> first(value, Math.max(1, value.length - 1))),
            Map.entry("values as numbers", EqualityFaults::number));

    private EqualityFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(COMPARED).forEach((what, property) -> {
            all.add(comparing(C_13, "replace", what, property));
            // ComparisonFaults already has the other comparisons for the conditional delete.
            if (!what.equals("hash codes") && !what.equals("lengths")) {
                all.add(comparing(C_15, "conditional delete", what, property));
            }
        });
        return all;
    }

    private static Fault comparing(Rule rule, String operation, String what, Function<byte[], Object> property) {
        return Fault.of(rule, operation + " compares " + what)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.is(operation)) {
                        held(correct, call.name())
                                .filter(held -> property.apply(held).equals(property.apply(expected(call))))
                                .ifPresent(held -> call.arguments()[1] = held);
                    }
                    return call.proceed();
                }));
    }

    private static byte[] expected(Interceptor.Call call) {
        return (byte[]) call.arguments()[1];
    }

    private static Optional<byte[]> held(SharedCache cache, String key) {
        return cache.get(key);
    }

    private static Object first(byte[] value, int length) {
        return Arrays.toString(Arrays.copyOf(value, Math.min(value.length, length)));
    }

    private static Object checksum(byte[] value) {
        CRC32 checksum = new CRC32();
        checksum.update(value);
        return checksum.getValue();
    }

    private static Object number(byte[] value) {
        try {
            return Long.parseLong(new String(value, UTF_8));
        } catch (NumberFormatException e) {
            return Arrays.toString(value);
        }
    }
}
