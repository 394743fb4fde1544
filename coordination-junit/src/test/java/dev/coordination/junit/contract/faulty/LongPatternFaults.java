// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_01;
import static dev.coordination.junit.contract.Rule.P_07;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Defects of deleteMatching that show only with long patterns and keys, or with similar patterns. */
final class LongPatternFaults {

    private LongPatternFaults() {}

    static List<Fault> all() {
        return List.of(
                givesUp(300_000),
                givesUp(2_000_000),
                keepsPatterns(
                        "their last 50 characters", pattern -> pattern.substring(Math.max(0, pattern.length() - 50))),
                keepsPatterns(
                        "their lengths and first 900 characters",
                        pattern -> pattern.length() + pattern.substring(0, Math.min(900, pattern.length()))),
                keepsPatterns("their hash codes", pattern -> Integer.toString(pattern.hashCode())));
    }

    /** The rest of a pattern may match from any position in a key, so the lengths of pattern and key are multiplied. */
    private static Fault givesUp(int steps) {
        return Fault.of(P_01, "a key that needs more than " + steps + " steps to match a star is not matched")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        List<String> kept = seen().stream()
                                .filter(key -> pattern.contains("*") && (long) key.length() * pattern.length() > steps)
                                .filter(this::exists)
                                .toList();
                        long deleted = super.deleteMatching(pattern);
                        List<String> lost =
                                kept.stream().filter(key -> !exists(key)).toList();
                        lost.forEach(key -> set(key, new byte[] {'x'}));
                        return deleted - lost.size();
                    }
                });
    }

    private static Fault keepsPatterns(String key, Function<String, String> keyOf) {
        return Fault.of(P_07, "a handle considers patterns the same if " + key + " are equal")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final Map<String, String> compiled = new ConcurrentHashMap<>();

                    @Override
                    public long deleteMatching(String pattern) {
                        return pattern == null
                                ? super.deleteMatching(pattern)
                                : super.deleteMatching(
                                        compiled.computeIfAbsent(keyOf.apply(pattern), unused -> pattern));
                    }
                });
    }
}
