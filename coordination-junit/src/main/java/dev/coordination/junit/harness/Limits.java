// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sizes and TTLs that an adapter accepts. An adapter whose engine accepts less than the port allows declares its
 * limits here, and the contract keeps within them: its tests go up to each limit and, where the limit is lower than
 * that of the port, one step beyond it.
 *
 * <p>Beyond a limit, the adapter refuses the call as it refuses any other invalid argument: with an
 * {@link IllegalArgumentException} whose message names the argument and the rule. The rule is G-01 for names and
 * patterns, G-02 for TTLs, C-01 for values, S-05 for payloads and M-05 for metadata. A call that is refused changes
 * nothing, and nothing is ever shortened to fit.
 *
 * <pre>{@code
 * Limits.ofPort().withNames(250).withValues(1_000_000).withTtlStep(Duration.ofSeconds(1))
 * }</pre>
 *
 * <p>This class is immutable.
 *
 * @since 0.1.0
 */
public final class Limits {

    private static final int KIBIBYTE = 1024;
    private static final Limits OF_PORT = new Limits(
            64 * KIBIBYTE,
            KIBIBYTE,
            KIBIBYTE * KIBIBYTE,
            256 * KIBIBYTE,
            128 * KIBIBYTE,
            Duration.ofDays(36_500),
            Duration.ofMillis(1));

    private static final int LEAST_NAME = 32;
    private static final int LEAST_CONTENT = KIBIBYTE;
    private static final int LEAST_METADATA = 4 * KIBIBYTE;
    private static final Duration LARGEST_STEP = Duration.ofDays(1);

    private final int nameBytes;
    private final int patternBytes;
    private final int valueBytes;
    private final int payloadBytes;
    private final int metadataBytes;
    private final Duration longestTtl;
    private final Duration ttlStep;

    private Limits(
            int nameBytes,
            int patternBytes,
            int valueBytes,
            int payloadBytes,
            int metadataBytes,
            Duration longestTtl,
            Duration ttlStep) {
        this.nameBytes = nameBytes;
        this.patternBytes = patternBytes;
        this.valueBytes = valueBytes;
        this.payloadBytes = payloadBytes;
        this.metadataBytes = metadataBytes;
        this.longestTtl = longestTtl;
        this.ttlStep = ttlStep;
    }

    /**
     * Returns the limits of the port, and the sizes that the contract tries where the port has no limit: names of 64
     * KiB, patterns of 1 KiB, values of 1 MiB, payloads of 256 KiB, metadata of 128 KiB, and TTLs of up to 36,500 days
     * in steps of one millisecond.
     *
     * @return the limits
     * @since 0.1.0
     */
    public static Limits ofPort() {
        return OF_PORT;
    }

    /**
     * Returns these limits with a different limit for names: keys, channels, elections and node ids (G-01).
     *
     * @param bytes the length in bytes of UTF-8, from 32 to 65,536
     * @return the new limits
     * @throws IllegalArgumentException if the number is out of range
     * @since 0.1.0
     */
    public Limits withNames(int bytes) {
        check("names", bytes, LEAST_NAME, OF_PORT.nameBytes);
        return new Limits(bytes, patternBytes, valueBytes, payloadBytes, metadataBytes, longestTtl, ttlStep);
    }

    /**
     * Returns these limits with a different limit for patterns (G-01).
     *
     * @param bytes the length in bytes of UTF-8, from 32 to 1,024
     * @return the new limits
     * @throws IllegalArgumentException if the number is out of range
     * @since 0.1.0
     */
    public Limits withPatterns(int bytes) {
        check("patterns", bytes, LEAST_NAME, OF_PORT.patternBytes);
        return new Limits(nameBytes, bytes, valueBytes, payloadBytes, metadataBytes, longestTtl, ttlStep);
    }

    /**
     * Returns these limits with a different limit for the values of keys (C-01).
     *
     * @param bytes the number of bytes, from 1,024 to 1,048,576; at the upper end, larger values need not be refused
     * @return the new limits
     * @throws IllegalArgumentException if the number is out of range
     * @since 0.1.0
     */
    public Limits withValues(int bytes) {
        check("values", bytes, LEAST_CONTENT, OF_PORT.valueBytes);
        return new Limits(nameBytes, patternBytes, bytes, payloadBytes, metadataBytes, longestTtl, ttlStep);
    }

    /**
     * Returns these limits with a different limit for the payloads of messages (S-05).
     *
     * @param bytes the number of bytes, from 1,024 to 262,144; at the upper end, larger payloads need not be refused
     * @return the new limits
     * @throws IllegalArgumentException if the number is out of range
     * @since 0.1.0
     */
    public Limits withPayloads(int bytes) {
        check("payloads", bytes, LEAST_CONTENT, OF_PORT.payloadBytes);
        return new Limits(nameBytes, patternBytes, valueBytes, bytes, metadataBytes, longestTtl, ttlStep);
    }

    /**
     * Returns these limits with a different limit for the metadata of a node: the total size of its keys and values
     * (M-05).
     *
     * @param bytes the number of bytes of UTF-8, from 4,096 to 131,072; at the upper end, more metadata need not be
     *     refused
     * @return the new limits
     * @throws IllegalArgumentException if the number is out of range
     * @since 0.1.0
     */
    public Limits withMetadata(int bytes) {
        check("metadata", bytes, LEAST_METADATA, OF_PORT.metadataBytes);
        return new Limits(nameBytes, patternBytes, valueBytes, payloadBytes, bytes, longestTtl, ttlStep);
    }

    /**
     * Returns these limits with a different longest TTL (G-02).
     *
     * @param longest the longest TTL, at most 36,500 days, and at least 200 {@linkplain TimeControl#unit units} of the
     *     harness
     * @return the new limits
     * @throws IllegalArgumentException if it is not positive, or is longer than 36,500 days
     * @since 0.1.0
     */
    public Limits withLongestTtl(Duration longest) {
        Arguments.ttlMillis(longest, "longest");
        return new Limits(nameBytes, patternBytes, valueBytes, payloadBytes, metadataBytes, longest, ttlStep);
    }

    /**
     * Returns these limits with coarser TTLs, such as whole seconds. A TTL that is not a whole number of steps is rounded
     * up, never down: nothing expires early. A TTL counts from the call, not from the last tick of a clock.
     *
     * <p>The {@linkplain TimeControl#unit unit} of the contract becomes a whole number of steps.
     *
     * @param step the step, a whole number of milliseconds, at most a day
     * @return the new limits
     * @throws IllegalArgumentException if the step is not positive, longer than a day, or not a whole number of
     *     milliseconds
     * @since 0.1.0
     */
    public Limits withTtlStep(Duration step) {
        Arguments.ttlMillis(step, "step");
        if (step.compareTo(LARGEST_STEP) > 0 || !step.equals(Duration.ofMillis(step.toMillis()))) {
            throw new IllegalArgumentException(
                    "step must be a whole number of milliseconds and at most a day, but was " + step);
        }
        return new Limits(nameBytes, patternBytes, valueBytes, payloadBytes, metadataBytes, longestTtl, step);
    }

    private static void check(String what, int bytes, int least, int most) {
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(
                    "the limit for " + what + " must be from " + least + " to " + most + " bytes, but was " + bytes);
        }
    }

    /**
     * Returns the maximum length of a name, in bytes of UTF-8.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    public int nameBytes() {
        return nameBytes;
    }

    /**
     * Returns the maximum length of a pattern, in bytes of UTF-8.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    public int patternBytes() {
        return patternBytes;
    }

    /**
     * Returns the maximum size of a value.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    public int valueBytes() {
        return valueBytes;
    }

    /**
     * Returns the maximum size of a payload.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Returns the maximum size of a node's metadata: the total size of its keys and values, in UTF-8.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    public int metadataBytes() {
        return metadataBytes;
    }

    /**
     * Returns the longest TTL.
     *
     * @return the TTL
     * @since 0.1.0
     */
    public Duration longestTtl() {
        return longestTtl;
    }

    /**
     * Returns the step of TTLs.
     *
     * @return a whole number of milliseconds
     * @since 0.1.0
     */
    public Duration ttlStep() {
        return ttlStep;
    }

    /**
     * Rounds a TTL up to a whole number of steps.
     *
     * @param ttl the TTL, not negative
     * @return the shortest whole number of steps that is not shorter than the TTL
     * @since 0.1.0
     */
    public Duration roundUp(Duration ttl) {
        Duration whole = ttl.minus(remainder(ttl));
        return whole.equals(ttl) ? whole : whole.plus(ttlStep);
    }

    /**
     * Divides nanoseconds if they fit into a long, because dividing durations creates big decimals, and tests round
     * often.
     */
    private Duration remainder(Duration ttl) {
        return ttl.compareTo(OF_PORT.longestTtl) <= 0
                ? Duration.ofNanos(ttl.toNanos() % ttlStep.toNanos())
                : ttl.minus(ttlStep.multipliedBy(ttl.dividedBy(ttlStep)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits
                && nameBytes == limits.nameBytes
                && patternBytes == limits.patternBytes
                && valueBytes == limits.valueBytes
                && payloadBytes == limits.payloadBytes
                && metadataBytes == limits.metadataBytes
                && longestTtl.equals(limits.longestTtl)
                && ttlStep.equals(limits.ttlStep);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the limits that differ from those of the port, on one line; empty if none differ. */
    @Override
    public String toString() {
        List<String> lower = new ArrayList<>();
        add(lower, "names", nameBytes, OF_PORT.nameBytes);
        add(lower, "patterns", patternBytes, OF_PORT.patternBytes);
        add(lower, "values", valueBytes, OF_PORT.valueBytes);
        add(lower, "payloads", payloadBytes, OF_PORT.payloadBytes);
        add(lower, "metadata", metadataBytes, OF_PORT.metadataBytes);
        if (!longestTtl.equals(OF_PORT.longestTtl)) {
            lower.add("TTLs up to " + longestTtl);
        }
        if (!ttlStep.equals(OF_PORT.ttlStep)) {
            lower.add("TTLs in steps of " + ttlStep);
        }
        return String.join(", ", lower);
    }

    private static void add(List<String> lower, String what, int bytes, int ofPort) {
        if (bytes != ofPort) {
            lower.add(String.format(Locale.ROOT, "%s up to %,d bytes", what, bytes));
        }
    }
}
