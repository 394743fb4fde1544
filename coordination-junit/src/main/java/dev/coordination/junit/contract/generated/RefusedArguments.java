// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments that every adapter refuses, whatever its limits are. */
final class RefusedArguments {

    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);
    private static final int NAME_BYTES = 64 * 1024;
    private static final int PATTERN_BYTES = 1_024;

    static final List<@Nullable Duration> TTLS = Arrays.asList(
            null,
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofMillis(-1),
            Duration.ofDays(-1),
            Duration.ofSeconds(Long.MIN_VALUE),
            LONGEST_TTL.plusNanos(1),
            LONGEST_TTL.plusDays(1),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));

    static final List<@Nullable String> NAMES = Arrays.asList(
            null,
            "",
            "\ud800",
            "a\ud800",
            "\udc00a",
            "\ude00\ud83d",
            "x".repeat(NAME_BYTES + 1),
            "\u65e5".repeat(NAME_BYTES / 3 + 1));

    /**
     * What a refused name would become if it were repaired or printed. Truncation of names that are too long is tested
     * elsewhere.
     */
    static final List<String> NEIGHBORS =
            List.of("?", "a?", "?a", "??", "\ufffd", "a\ufffd", "\ufffda", "a", " ", "null");

    static final List<@Nullable String> PATTERNS = Arrays.asList(
            null,
            "",
            "*\ud800",
            "\udc00*",
            "*".repeat(PATTERN_BYTES + 1),
            "?*" + "*".repeat(PATTERN_BYTES),
            "*" + "\u00e9*".repeat(PATTERN_BYTES / 2),
            "*" + "\u65e5".repeat(PATTERN_BYTES / 3) + "*",
            "*" + "\ud83d\ude00".repeat(PATTERN_BYTES / 4),
            "[" + "a-z".repeat(PATTERN_BYTES / 2) + "]*");

    /** Patterns that contain a range of which only one end is an ASCII character. */
    static final List<String> RANGES =
            List.of("[a-\u00e9]*", "*[a-\u00e9]", "*[^a-\u00e9]", "[\u00e9-z]*", "*\\**[\u00e9-0]*");

    static final List<Map<String, String>> METADATA = List.of(
            Map.of("fine", "fine", "key", "\ud800"),
            Map.of("fine", "fine", "a\udc00", "value"),
            Map.of("", "\ude00\ud83d"));

    private RefusedArguments() {}

    static boolean isRefused(Duration ttl) {
        return ttl.isZero() || ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0;
    }

    static boolean isRefusedName(String name) {
        return isRefused(name, NAME_BYTES);
    }

    static boolean isRefusedPattern(String pattern) {
        return isRefused(pattern, PATTERN_BYTES);
    }

    private static boolean isRefused(String text, int most) {
        return text.isEmpty()
                || text.length() > most // Saves encoding the text: no character takes less than a byte.
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)
                || text.getBytes(StandardCharsets.UTF_8).length > most;
    }
}
