// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.parity.Divergence;
import dev.coordination.parity.Ledger;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;

/**
 * Compares the names that patterns match (P-01 to P-07) in the in-memory adapter with those that they match on a
 * server.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class PatternComparison {

    /** The length of the longest names. There are 819 names of up to this length. */
    private static final int NAME_LENGTH = 3;

    private static final int RANDOM_BATCHES = 20;
    private static final int RANDOM_BATCH = 200;
    private static final int SAMPLE = 300;
    private static final int SAMPLE_NAMES = 60;

    private final RedisServer server;
    private final Ledger ledger;

    private PatternComparison(RedisServer server, Ledger ledger) {
        this.server = Arguments.notNull(server, "server");
        this.ledger = Arguments.notNull(ledger, "ledger");
    }

    /**
     * Creates a comparison with a server.
     *
     * @param server the server; it stays open, and its data does not change
     * @param ledger the known differences
     * @return the comparison
     * @since 0.1.0
     */
    public static PatternComparison with(RedisServer server, Ledger ledger) {
        return new PatternComparison(server, ledger);
    }

    /**
     * Compares key patterns between {@code KEYS} on the server and {@code deleteMatching} of the in-memory adapter. The
     * patterns are all those up to a given length over an alphabet of two letters and every special character. The
     * names are all those of up to three characters over the same alphabet.
     *
     * @param length the length of the longest patterns, at least 1
     * @return the result
     * @throws IllegalArgumentException if the length is not positive
     * @since 0.1.0
     */
    public PatternResult keys(int length) {
        requirePositive(length);
        List<String> names = PatternGenerator.upTo(NAME_LENGTH);
        Tally tally = tally("keys, all up to length " + length, Divergence.Where.KEY_PATTERNS);
        try (Matcher memory = new PortKeys(memory(), names);
                Matcher onServer = new ServerKeys(server.uri(), names)) {
            tally.compare(PatternGenerator.upTo(length), names, memory, onServer);
        }
        return tally.result();
    }

    /**
     * Compares channel patterns between {@code PSUBSCRIBE} on the server and {@code subscribeMatching} of the in-memory
     * adapter, for the same patterns and names as {@link #keys}.
     *
     * @param length the length of the longest patterns, at least 1
     * @return the result
     * @throws IllegalArgumentException if the length is not positive
     * @since 0.1.0
     */
    public PatternResult channels(int length) {
        requirePositive(length);
        List<String> names = PatternGenerator.upTo(NAME_LENGTH);
        Tally tally = tally("channels, all up to length " + length, Divergence.Where.CHANNEL_PATTERNS);
        try (Matcher memory = new PortChannels(memory(), names);
                Matcher onServer = new ServerChannels(server.uri(), names)) {
            tally.compareAtOnce(PatternGenerator.upTo(length), names, memory, onServer);
        }
        return tally.result();
    }

    private static void requirePositive(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be positive, but was " + length);
        }
    }

    /**
     * Makes the comparison of {@link #keys} for long patterns that contain multi-byte characters, and for names that
     * match or nearly match them.
     *
     * @param seed the seed that determines the patterns and names
     * @return the result
     * @since 0.1.0
     */
    public PatternResult random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tally tally = tally("keys, long patterns, seed " + seed, Divergence.Where.KEY_PATTERNS);
        for (int batch = 0; batch < RANDOM_BATCHES; batch++) {
            List<String> patterns = PatternGenerator.randomPatterns(random, RANDOM_BATCH);
            List<String> names = PatternGenerator.namesLike(patterns, random);
            try (Matcher memory = new PortKeys(memory(), names);
                    Matcher onServer = new ServerKeys(server.uri(), names)) {
                tally.compare(patterns, names, memory, onServer);
            }
        }
        return tally.result();
    }

    /**
     * Compares a sample of short and long patterns between {@code deleteMatching} of both adapters. This includes what
     * the Redis adapter does to a pattern before sending it to the server.
     *
     * @param seed the seed that determines the patterns and names
     * @return the result
     * @since 0.1.0
     */
    public PatternResult adapterKeys(long seed) {
        return sample(
                "deleteMatching of the Redis adapter, sample, seed " + seed,
                seed,
                Divergence.Where.KEY_PATTERNS,
                names -> new PortKeys(memory(), names),
                names -> new PortKeys(redis(), names));
    }

    /**
     * Compares a sample of patterns between {@code subscribeMatching} of both adapters.
     *
     * @param seed the seed that determines the patterns and names
     * @return the result
     * @since 0.1.0
     */
    public PatternResult adapterChannels(long seed) {
        return sample(
                "subscribeMatching of the Redis adapter, sample, seed " + seed,
                seed,
                Divergence.Where.CHANNEL_PATTERNS,
                names -> new PortChannels(memory(), names),
                names -> new PortChannels(redis(), names));
    }

    private PatternResult sample(
            String what,
            long seed,
            Divergence.Where where,
            Function<List<String>, Matcher> memory,
            Function<List<String>, Matcher> other) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> patterns = new ArrayList<>(PatternGenerator.randomPatterns(random, SAMPLE / 2));
        List<String> names = new ArrayList<>(PatternGenerator.namesLike(patterns.subList(0, SAMPLE_NAMES / 2), random));
        addSome(SAMPLE / 2, PatternGenerator.upTo(4), random, patterns);
        addSome(SAMPLE_NAMES / 2, PatternGenerator.upTo(NAME_LENGTH), random, names);
        Tally tally = tally(what, where);
        List<String> distinctPatterns = patterns.stream().distinct().toList();
        List<String> distinctNames = names.stream().distinct().toList();
        try (Matcher inMemory = memory.apply(distinctNames);
                Matcher elsewhere = other.apply(distinctNames)) {
            tally.compareAtOnce(distinctPatterns, distinctNames, inMemory, elsewhere);
        }
        return tally.result();
    }

    private static void addSome(int count, List<String> all, SplittableRandom random, List<String> to) {
        for (int i = 0; i < count; i++) {
            to.add(all.get(random.nextInt(all.size())));
        }
    }

    private Tally tally(String what, Divergence.Where where) {
        return new Tally(what, server.description(), ledger.page("Redis adapter on " + server.description(), where));
    }

    private static DistributedCoordination memory() {
        return MemoryBackend.builder()
                .subscriptionBuffer(Integer.MAX_VALUE)
                .build()
                .connect();
    }

    private DistributedCoordination redis() {
        return RedisCoordination.builder(server.uri(), "patterns-" + UUID.randomUUID())
                .subscriptionBuffer(SAMPLE + 1)
                .build();
    }
}
