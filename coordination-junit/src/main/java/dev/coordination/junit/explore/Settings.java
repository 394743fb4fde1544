// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings of an {@link Exploration}, and checks of their values. Immutable after publication. */
final class Settings implements Cloneable {

    static final Settings DEFAULT = new Settings();

    private Strategy strategy = Strategy.PORTFOLIO;
    private long maxSchedules = 50_000;
    private @Nullable Duration budget;
    private int preemptions = 2;
    private int timeSteps;
    private int faults;
    private Set<FaultKind> kinds = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(FaultKind.RESTART)));
    private List<Duration> skews = List.of();
    private long seed = 1;
    private String replay = "";
    private int maxSteps = 2_000;
    private @Nullable Verdict required;
    private Supplier<ExploredBackend> backends = ExploredBackend::inMemory;
    private Duration progressInterval = Duration.ofSeconds(2);
    private @Nullable Consumer<? super ExplorationProgress> progress;
    private Hooks hooks = Hooks.NONE;

    private Settings() {}

    private Settings with(Consumer<Settings> change) {
        try {
            Settings copy = (Settings) super.clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    Strategy strategy() {
        return strategy;
    }

    long maxSchedules() {
        return maxSchedules;
    }

    @Nullable
    Duration budget() {
        return budget;
    }

    int preemptions() {
        return preemptions;
    }

    int timeSteps() {
        return timeSteps;
    }

    int faults() {
        return faults;
    }

    Set<FaultKind> kinds() {
        return kinds;
    }

    List<Duration> skews() {
        return skews;
    }

    long seed() {
        return seed;
    }

    String replay() {
        return replay;
    }

    int maxSteps() {
        return maxSteps;
    }

    @Nullable
    Verdict required() {
        return required;
    }

    Supplier<ExploredBackend> backends() {
        return backends;
    }

    Duration progressInterval() {
        return progressInterval;
    }

    @Nullable
    Consumer<? super ExplorationProgress> progress() {
        return progress;
    }

    Hooks hooks() {
        return hooks;
    }

    Settings withStrategy(Strategy value) {
        return with(copy -> copy.strategy = value);
    }

    Settings withMaxSchedules(long value) {
        return with(copy -> copy.maxSchedules = value);
    }

    Settings withBudget(@Nullable Duration value) {
        return with(copy -> copy.budget = value);
    }

    Settings withPreemptions(int value) {
        return with(copy -> copy.preemptions = value);
    }

    Settings withTimeSteps(int value) {
        return with(copy -> copy.timeSteps = value);
    }

    Settings withFaults(int value) {
        return with(copy -> copy.faults = value);
    }

    /**
     * Checks that faults are injected if kinds of faults were chosen.
     *
     * @throws IllegalArgumentException if kinds were chosen, but the number of faults is 0
     */
    void checkKinds() {
        if (kinds != DEFAULT.kinds && faults == 0) {
            throw new IllegalArgumentException(
                    "kinds is " + kinds + ", but faults is 0, so no fault would be injected; set faults to 1 or more");
        }
    }

    Settings withKinds(Set<FaultKind> value) {
        return with(copy -> copy.kinds = value);
    }

    Settings withSkews(List<Duration> value) {
        return with(copy -> copy.skews = value);
    }

    Settings withSeed(long value) {
        return with(copy -> copy.seed = value);
    }

    Settings withReplay(String value) {
        return with(copy -> copy.replay = value);
    }

    Settings withMaxSteps(int value) {
        return with(copy -> copy.maxSteps = value);
    }

    Settings withRequired(@Nullable Verdict value) {
        return with(copy -> copy.required = value);
    }

    Settings withBackends(Supplier<ExploredBackend> value) {
        return with(copy -> copy.backends = value);
    }

    Settings withHooks(Hooks value) {
        return with(copy -> copy.hooks = value);
    }

    Settings withProgress(Duration interval, Consumer<? super ExplorationProgress> listener) {
        return with(copy -> {
            copy.progressInterval = interval;
            copy.progress = listener;
        });
    }

    static long positive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
        return value;
    }

    static Duration positive(Duration value, String name) {
        if (Arguments.notNull(value, name).isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
        return value;
    }

    static int notNegative(int value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but was " + value);
        }
        return value;
    }

    static int atMost(int value, int most, String name) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " must be between 0 and " + most + ", but was " + value);
        }
        return value;
    }

    static Set<FaultKind> notEmpty(Collection<FaultKind> kinds) {
        if (Arguments.notNull(kinds, "kinds").isEmpty()) {
            throw new IllegalArgumentException("kinds must contain at least one kind of fault, but was empty");
        }
        return Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    static List<Duration> skews(Duration... skews) {
        if (skews.length > 8) {
            throw new IllegalArgumentException(
                    "clockSkew must contain at most 8 durations, but contains " + skews.length);
        }
        return List.copyOf(Arrays.asList(skews));
    }

    static Verdict required(Verdict least) {
        return switch (Arguments.notNull(least, "least")) {
            case PROVED, BOUNDED, NOT_PROVED -> least;
            case REPLAYED, FAILED ->
                throw new IllegalArgumentException("require must be PROVED, BOUNDED or NOT_PROVED, but was " + least);
        };
    }

    static String token(String token) {
        if (!Arguments.notNull(token, "token").isEmpty()) {
            Token.parse(token);
        }
        return token;
    }

    /** Returns the weakest verdict with which a test passes. */
    Verdict enough() {
        if (required != null) {
            return required;
        }
        return switch (strategy) {
            case PORTFOLIO, BOUNDED -> Verdict.BOUNDED;
            case REDUCED, EXHAUSTIVE -> Verdict.PROVED;
            case RANDOM, PCT -> Verdict.NOT_PROVED;
        };
    }
}
