// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.parity.Divergence;
import dev.coordination.parity.Ledger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Asks two adapters the same generated questions, and compares what they answer.
 *
 * <p>A sequence of calls drives a fresh backend of both; after every step the results are compared, exceptions by type, and
 * after the last one all that can be seen. What differs is shrunk to the steps that it takes, as a test in Java.
 *
 * <pre>{@code
 * Differential.between(MemoryHarness::new, () -> RedisHarness.on(server)).run().assertNoDifference();
 * }</pre>
 *
 * <p>Calls go only where both adapters have the capability. Mutable; for one thread.
 *
 * @since 0.1.0
 */
public final class Differential {

    /** The system property for the seed; 1 unless set, so that every run is the same. */
    public static final String SEED = "coordination.differential.seed";

    /** The system property for the number of sequences; 300 unless set. */
    public static final String SEQUENCES = "coordination.differential.sequences";

    /** The system property for the number of steps of each sequence; 60 unless set. */
    public static final String STEPS = "coordination.differential.steps";

    private static final int USUAL_SEQUENCES = 300;
    private static final int USUAL_STEPS = 60;

    private final Supplier<? extends CoordinationHarness> first;
    private final Supplier<? extends CoordinationHarness> second;
    private long seed = Long.getLong(SEED, 1);
    private int sequences = Integer.getInteger(SEQUENCES, USUAL_SEQUENCES);
    private int steps = Integer.getInteger(STEPS, USUAL_STEPS);
    private int stopAfter = 1;
    private Set<Area> areas = EnumSet.allOf(Area.class);
    private boolean timePasses = true;
    private Ledger ledger = Ledger.empty();

    private Differential(
            Supplier<? extends CoordinationHarness> first, Supplier<? extends CoordinationHarness> second) {
        this.first = Arguments.notNull(first, "first");
        this.second = Arguments.notNull(second, "second");
    }

    /**
     * Returns a comparison of two adapters, with the settings that the system properties say.
     *
     * @param first makes a harness of one, on a fresh backend each time
     * @param second makes a harness of the other
     * @return the comparison, not run yet
     * @since 0.1.0
     */
    public static Differential between(
            Supplier<? extends CoordinationHarness> first, Supplier<? extends CoordinationHarness> second) {
        return new Differential(first, second);
    }

    /**
     * Sets the seed. Sequence <i>n</i> of a run is sequence 0 of the run whose seed is <i>n</i> larger.
     *
     * @param seed any number
     * @return this
     * @since 0.1.0
     */
    public Differential seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets how many sequences are run.
     *
     * @param sequences how many
     * @return this
     * @throws IllegalArgumentException if it is not positive
     * @since 0.1.0
     */
    public Differential sequences(int sequences) {
        this.sequences = positive("sequences", sequences);
        return this;
    }

    /**
     * Sets how long a sequence is.
     *
     * @param steps how many calls
     * @return this
     * @throws IllegalArgumentException if it is not positive
     * @since 0.1.0
     */
    public Differential steps(int steps) {
        this.steps = positive("steps", steps);
        return this;
    }

    /**
     * Sets how many sequences may differ before the run ends; 1 unless set.
     *
     * @param sequences how many
     * @return this
     * @throws IllegalArgumentException if it is not positive
     * @since 0.1.0
     */
    public Differential stopAfter(int sequences) {
        this.stopAfter = positive("stopAfter", sequences);
        return this;
    }

    /**
     * Sets what the sequences are about; everything unless set.
     *
     * @param areas at least one
     * @return this
     * @throws IllegalArgumentException if there are none
     * @since 0.1.0
     */
    public Differential areas(Set<Area> areas) {
        if (Arguments.notNull(areas, "areas").isEmpty()) {
            throw new IllegalArgumentException("areas must not be empty");
        }
        this.areas = EnumSet.copyOf(areas);
        return this;
    }

    /**
     * Leaves time alone, for an adapter on which it cannot be moved.
     *
     * @return this
     * @since 0.1.0
     */
    public Differential withoutTime() {
        this.timePasses = false;
        return this;
    }

    /**
     * Sets the known differences of the second adapter; none unless set.
     *
     * @param ledger the differences
     * @return this
     * @since 0.1.0
     */
    public Differential ledger(Ledger ledger) {
        this.ledger = Arguments.notNull(ledger, "ledger");
        return this;
    }

    private static int positive(String argument, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, but was " + value);
        }
        return value;
    }

    /**
     * Runs the sequences, and tells on standard output, every ten seconds, how far it is.
     *
     * @return what was found
     * @throws IllegalStateException if a harness cannot be made, connected, or let time pass on
     * @since 0.1.0
     */
    public DifferentialResult run() {
        Described both = describe();
        Progress progress = new Progress(System.out, "Differential run, " + both.second(), (long) sequences * steps);
        Ledger.Page known = ledger.page(both.second(), Divergence.Where.DIFFERENTIAL);
        Map<String, Difference> examples = new LinkedHashMap<>();
        int done = 0;
        int differing = 0;
        for (; done < sequences && differing < stopAfter; done++) {
            progress.at((long) done * steps);
            List<Step> sequence = both.generator().sequence(new SplittableRandom(seed + done), steps);
            Optional<Difference.Pair> pair =
                    Comparison.of(first, second, sequence).find();
            if (pair.isPresent() && known.meet(pair.get().operation()).isEmpty()) {
                differing++;
                long found = seed + done;
                examples.computeIfAbsent(pair.get().operation(), operation -> shrunk(found, sequence, pair.get()));
            }
        }
        return new DifferentialResult(
                both.first(),
                both.second(),
                seed,
                done,
                (long) done * steps,
                differing,
                List.copyOf(examples.values()),
                known.met(),
                differing < stopAfter ? known.unmet() : List.of(),
                progress.seconds());
    }

    /** What the two are, and what both have. */
    private record Described(String first, String second, Generator generator) {}

    private Described describe() {
        try (CoordinationHarness one = first.get();
                CoordinationHarness other = second.get()) {
            Set<Capability> both = EnumSet.noneOf(Capability.class);
            both.addAll(one.capabilities());
            both.retainAll(other.capabilities());
            int buffer = Math.min(one.subscriptionBuffer(), other.subscriptionBuffer());
            boolean overflows = one.subscriptionBuffer() == other.subscriptionBuffer();
            return new Described(
                    one.description(), other.description(), new Generator(areas, both, buffer, overflows, timePasses));
        }
    }

    /** Returns what it takes, or all of it when it does not differ again: then it is a race. */
    private Difference shrunk(long found, List<Step> sequence, Difference.Pair pair) {
        List<Step> smallest = Shrinker.shrink(
                sequence,
                part -> Comparison.of(first, second, part)
                        .find()
                        .filter(other -> other.operation().equals(pair.operation()))
                        .isPresent());
        return new Difference(
                found, smallest, Comparison.of(first, second, smallest).find().orElse(pair));
    }

    /**
     * Runs a script on one adapter after the other, and fails unless all its calls come to the same.
     *
     * @param first makes a harness of one, on a fresh backend
     * @param second makes a harness of the other
     * @param script what is done
     * @throws AssertionError if a call came to something else; the message says which, and to what on either
     * @throws IllegalStateException if the script throws something outside of its calls
     * @since 0.1.0
     */
    public static void assertSame(
            Supplier<? extends CoordinationHarness> first,
            Supplier<? extends CoordinationHarness> second,
            Script script) {
        Arguments.notNull(script, "script");
        Optional<Difference.Pair> pair = Comparison.of(
                        Arguments.notNull(first, "first"),
                        Arguments.notNull(second, "second"),
                        List.of(new Step("script", "", script)))
                .find();
        if (pair.isPresent()) {
            throw new AssertionError("call " + pair.get().call() + " of the script differs: " + pair.get());
        }
    }

    /** Returns the time of one step of the grid: what the slower of the two calls its unit. */
    static Duration grid(CoordinationHarness one, CoordinationHarness other) {
        Duration unit = one.time().unit();
        return unit.compareTo(other.time().unit()) > 0 ? unit : other.time().unit();
    }
}
