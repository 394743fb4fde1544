// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The names and values that one sequence uses. There are few, so that calls often share them, and they are drawn from
 * inputs that tend to break implementations.
 */
final class ArgumentPool {

    /** A value and its Java source. */
    record Choice<T>(T value, String java) {}

    /** Computes a duration for a run, because the length of a step depends on the run. */
    interface Ttl {
        Duration in(Run run);
    }

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "ab",
            "a*b",
            "a?b",
            "[a-z]",
            "[^a]",
            "\\",
            "a\\b",
            "*",
            "a b",
            " ",
            "a\nb",
            "\r\n",
            "\u0000",
            "A",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\u65e5\u672c",
            "c:a",
            ":c:a",
            "p:a",
            "{l:a}:h",
            "l:a",
            "{m}:n:a",
            "m",
            "0",
            "-1",
            "a.b",
            "a]",
            "[",
            "-",
            "x".repeat(65_536));

    private static final List<String> REFUSED_NAMES =
            List.of("", "\ud800", "x".repeat(65_537), "\u00e9".repeat(32_769));

    private static final List<String> PATTERNS = List.of(
            "*", "?", "??", "a*", "*b", "a*b", "a?b", "[ab]", "[^ab]", "[a-z]*", "[z-a]", "\\a", "\\*", "\\", "[", "[]",
            "[^]", "[^", "a\\", "*\n*", "*[*", "[\\]]", "[a-]", "**", "*\u00e9", "????", "e*", "a.b", ".", "[!-]]",
            "c:*", "*:*", "{*", "[[]*", "*]");

    private static final List<String> REFUSED_PATTERNS = List.of("", "a".repeat(1_025), "[a-\u00e9]", "\udc00");

    private static final List<byte[]> VALUES = List.of(
            Run.utf8(""),
            Run.utf8("x"),
            Run.utf8("y"),
            Run.utf8("0"),
            Run.utf8("1"),
            Run.utf8("-1"),
            Run.utf8("01"),
            Run.utf8("+1"),
            Run.utf8("-0"),
            Run.utf8(" 1"),
            Run.utf8("1 "),
            Run.utf8("1.0"),
            Run.utf8("9223372036854775807"),
            Run.utf8("-9223372036854775808"),
            Run.utf8("9223372036854775808"),
            Run.utf8("99999999999999999999"),
            Run.utf8("\u0661"),
            new byte[] {0, -1, 127, -128});

    private static final List<Long> DELTAS =
            List.of(1L, -1L, 0L, 10L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE - 1);

    private static final List<Map<String, String>> METADATA = List.of(
            Map.of(),
            Map.of("zone", "a"),
            Map.of("zone", "b"),
            Map.of("rack", "1"),
            Map.of("zone", ""),
            Map.of("", ""),
            Map.of("\u00e9", "\ud83d\ude00", "zone", "\n"));

    private static final Map<String, String> REFUSED_METADATA = Map.of("zone", "\ud800");

    private static final List<Choice<Ttl>> TTLS = List.of(
            steps(1),
            steps(2),
            steps(3),
            steps(5),
            // Counts as a whole step, because a fraction of a millisecond is rounded up (G-02).
            new Choice<>(run -> run.steps(1).minusNanos(1), "run.steps(1).minusNanos(1)"),
            new Choice<>(run -> Duration.ofDays(36_500), "Duration.ofDays(36500)"));

    private static final List<Choice<Ttl>> REFUSED_TTLS = List.of(
            new Choice<>(run -> Duration.ZERO, "Duration.ZERO"),
            new Choice<>(run -> Duration.ofMillis(-1), "Duration.ofMillis(-1)"),
            new Choice<>(run -> Duration.ofDays(36_500).plusNanos(1), "Duration.ofDays(36500).plusNanos(1)"));

    /** The number of names of each kind that a sequence uses. */
    private static final int FEW = 3;

    /** One in this many arguments is invalid. */
    private static final int SELDOM = 30;

    private final SplittableRandom random;
    private final List<String> names;
    private final List<String> patterns;
    private final List<byte[]> values;
    private int payloads;

    ArgumentPool(SplittableRandom random) {
        this.random = random;
        // Prefers the plain names, because patterns would seldom match otherwise.
        names = some(FEW, () -> random.nextBoolean() ? NAMES.get(random.nextInt(FEW)) : any(NAMES));
        patterns = some(FEW, () -> any(PATTERNS));
        values = some(FEW + 1, () -> any(VALUES));
    }

    private interface Source<T> {
        T next();
    }

    private static <T> List<T> some(int count, Source<T> source) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(source.next());
        }
        return some;
    }

    private static Choice<Ttl> steps(int count) {
        return new Choice<>(run -> run.steps(count), "run.steps(" + count + ")");
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean seldom() {
        return random.nextInt(SELDOM) == 0;
    }

    boolean flip() {
        return random.nextBoolean();
    }

    /** Returns the names that this sequence uses. */
    List<String> names() {
        return names.stream().distinct().toList();
    }

    /** Returns the name of a key, a channel, an election or a node. All four share the same few names (G-04). */
    Choice<String> name() {
        return text(seldom() ? any(REFUSED_NAMES) : any(names));
    }

    Choice<String> pattern() {
        return text(seldom() ? any(REFUSED_PATTERNS) : any(patterns));
    }

    static Choice<String> text(String text) {
        return new Choice<>(text, Literals.of(text));
    }

    Choice<byte[]> value() {
        byte[] value = any(values);
        return new Choice<>(value, Literals.of(value));
    }

    /** Returns a payload that no other message of the sequence has. */
    Choice<byte[]> payload() {
        byte[] payload = seldom() ? new byte[] {-1, (byte) ++payloads} : Run.utf8("message " + ++payloads);
        return new Choice<>(payload, Literals.of(payload));
    }

    long delta() {
        return any(DELTAS);
    }

    Choice<Map<String, String>> metadata() {
        Map<String, String> metadata = seldom() ? REFUSED_METADATA : any(METADATA);
        return new Choice<>(metadata, Literals.of(metadata));
    }

    Choice<Ttl> ttl() {
        return any(seldom() ? REFUSED_TTLS : TTLS);
    }

    /** Returns the number of a node. */
    int node() {
        return random.nextInt(Generator.NODES);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
