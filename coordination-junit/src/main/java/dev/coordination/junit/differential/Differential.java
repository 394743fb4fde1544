// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.settings.NumberProperty;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes the same generated calls on two adapters, and compares the results.
 *
 * <p>Each sequence of calls runs on a fresh backend of each adapter. The results are compared after every step,
 * exceptions by their type; after the last step, all observable state is compared as well. A sequence whose results
 * differ is shrunk to the steps that reproduce the difference, and printed as a test in Java.
 *
 * <pre>{@code
 * Differential.between(MemoryHarness::new, () -> RedisHarness.on(server)).run().assertNoDifference();
 * }</pre>
 *
 * <p>Only operations for which both adapters have the capability are called. This class is mutable and not thread-safe.
 *
 * @since 0.1.0
 */
public final class Differential {

    /** The system property for the seed. The default is 1, so every run makes the same calls. */
    public static final String SEED = "coordination.differential.seed";

    /** The system property for the number of sequences. The default is 300. */
    public static final String SEQUENCES = "coordination.differential.sequences";

    /** The system property for the number of steps in each sequence. The default is 60. */
    public static final String STEPS = "coordination.differential.steps";

    private static final int DEFAULT_SEQUENCES = 300;
    private static final int DEFAULT_STEPS = 60;

    /** The time limit for shrinking a difference, far more than a sequence of the default length needs. */
    private static final Duration SHRINKING = Duration.ofMinutes(5);

    private final Supplier<? extends CoordinationHarness> first;
    private final Supplier<? extends CoordinationHarness> second;
    private long seed = NumberProperty.anyLong(SEED, 1);
    private int sequences = NumberProperty.positiveInt(SEQUENCES, DEFAULT_SEQUENCES);
    private int steps = NumberProperty.positiveInt(STEPS, DEFAULT_STEPS);
    private int stopAfter = 1;
    private Set<Area> areas = EnumSet.allOf(Area.class);
    private boolean timePasses = true;
    private Predicate<? super String> known = operation -> false;

    private Differential(
            Supplier<? extends CoordinationHarness> first, Supplier<? extends CoordinationHarness> second) {
        this.first = Arguments.notNull(first, "first");
        this.second = Arguments.notNull(second, "second");
    }

    /**
     * Creates a comparison of two adapters, with the settings from the system properties.
     *
     * @param first creates a harness of the first adapter, on a fresh backend each time
     * @param second creates a harness of the second adapter, on a fresh backend each time
     * @return the comparison, which has not run yet
     * @throws IllegalArgumentException if the property for the seed is not a {@code long}, or a property for the number
     *     of sequences or steps is not a positive {@code int}
     * @since 0.1.0
     */
    public static Differential between(
            Supplier<? extends CoordinationHarness> first, Supplier<? extends CoordinationHarness> second) {
        return new Differential(first, second);
    }

    /**
     * Sets the seed. Sequence <i>n</i> of a run is the same as sequence 0 of the run whose seed is larger by <i>n</i>.
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
     * Sets the number of sequences.
     *
     * @param sequences the number
     * @return this
     * @throws IllegalArgumentException if the number is not positive
     * @since 0.1.0
     */
    public Differential sequences(int sequences) {
        this.sequences = positive("sequences", sequences);
        return this;
    }

    /**
     * Sets the number of steps in each sequence.
     *
     * @param steps the number
     * @return this
     * @throws IllegalArgumentException if the number is not positive
     * @since 0.1.0
     */
    public Differential steps(int steps) {
        this.steps = positive("steps", steps);
        return this;
    }

    /**
     * Sets the number of differing sequences after which the run stops. The default is 1.
     *
     * @param sequences the number
     * @return this
     * @throws IllegalArgumentException if the number is not positive
     * @since 0.1.0
     */
    public Differential stopAfter(int sequences) {
        this.stopAfter = positive("stopAfter", sequences);
        return this;
    }

    /**
     * Sets the areas that the sequences call. The default is all areas.
     *
     * @param areas at least one area
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
     * Leaves out the steps that advance time, for an adapter on which the test cannot advance it.
     *
     * @return this
     * @since 0.1.0
     */
    public Differential withoutTime() {
        this.timePasses = false;
        return this;
    }

    /**
     * Sets which differences are known. The result does not count them. By default, no difference is known.
     *
     * @param known returns whether a difference is known, given the operation that differs, such as {@code cache.get}
     * @return this
     * @since 0.1.0
     */
    public Differential known(Predicate<? super String> known) {
        this.known = Arguments.notNull(known, "known");
        return this;
    }

    private static int positive(String argument, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, but was " + value);
        }
        return value;
    }

    /**
     * Runs the sequences, and prints progress to standard output every ten seconds.
     *
     * @return the result
     * @throws IllegalStateException if a harness cannot be created or connected, or cannot advance time
     * @since 0.1.0
     */
    public DifferentialResult run() {
        Described both = describe();
        Progress progress = new Progress(System.out, "Differential run, " + both.second(), (long) sequences * steps);
        Map<String, Difference> examples = new LinkedHashMap<>();
        int done = 0;
        int differing = 0;
        for (; done < sequences && differing < stopAfter; done++) {
            progress.at((long) done * steps);
            List<Step> sequence = both.generator().sequence(new SplittableRandom(seed + done), steps);
            Comparison comparison = Comparison.of(first, second, sequence);
            Optional<Difference.Pair> pair = comparison.find();
            if (pair.isPresent() && !known.test(pair.get().operation())) {
                differing++;
                long found = seed + done;
                examples.computeIfAbsent(
                        pair.get().operation(),
                        operation -> new Difference(found, comparison, pair.get()).shrunk(SHRINKING));
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
                progress.seconds());
    }

    /** The descriptions of both adapters, and a generator for the capabilities that they share. */
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

    /**
     * Makes the calls of a sequence on a fresh backend of each adapter, and compares the results after every step.
     *
     * @param first creates a harness of the first adapter, on a fresh backend
     * @param second creates a harness of the second adapter, on a fresh backend
     * @param sequence the calls
     * @param tolerance the remaining TTLs of the two backends must differ by less than this
     * @return the first difference, with all steps up to the end of the sequence, or empty if there is none
     * @throws IllegalStateException if a harness cannot be created or connected, or cannot advance time
     * @since 0.1.0
     */
    public static Optional<Difference> compare(
            Supplier<? extends CoordinationHarness> first,
            Supplier<? extends CoordinationHarness> second,
            Sequence sequence,
            Duration tolerance) {
        Comparison comparison = new Comparison(
                Arguments.notNull(first, "first"),
                Arguments.notNull(second, "second"),
                Arguments.notNull(sequence, "sequence").steps(),
                Arguments.notNull(tolerance, "tolerance"));
        return comparison.find().map(pair -> new Difference(sequence.seed(), comparison, pair));
    }

    /**
     * Runs a script on one adapter after the other, and asserts that all its calls have the same outcomes on both.
     *
     * @param first creates a harness of the first adapter, on a fresh backend
     * @param second creates a harness of the second adapter, on a fresh backend
     * @param script the script
     * @throws AssertionError if the outcomes of a call differ; the message contains the number of the call and both outcomes
     * @throws IllegalStateException if the script throws an exception outside its compared calls
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

    /** Returns the length of one step of time: the larger time unit of the two harnesses. */
    static Duration grid(CoordinationHarness one, CoordinationHarness other) {
        Duration unit = one.time().unit();
        return unit.compareTo(other.time().unit()) > 0 ? unit : other.time().unit();
    }
}
