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

/** What an {@link Exploration} is to do, and the checks of its settings. */
record Settings(
        Strategy strategy,
        long maxSchedules,
        @Nullable Duration budget,
        int preemptions,
        int timeSteps,
        int faults,
        Set<FaultKind> kinds,
        List<Duration> skews,
        long seed,
        String replay,
        int maxSteps,
        @Nullable Verdict required,
        Supplier<ExploredBackend> backends,
        Duration progressInterval,
        @Nullable Consumer<? super ExplorationProgress> progress) {

    static final Settings DEFAULT = new Settings(
            Strategy.PORTFOLIO,
            50_000,
            null,
            2,
            0,
            0,
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(FaultKind.RESTART))),
            List.of(),
            1,
            "",
            2_000,
            null,
            ExploredBackend::inMemory,
            Duration.ofSeconds(2),
            null);

    Settings withStrategy(Strategy value) {
        return new Settings(
                value,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withMaxSchedules(long value) {
        return new Settings(
                strategy,
                value,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withBudget(@Nullable Duration value) {
        return new Settings(
                strategy,
                maxSchedules,
                value,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withPreemptions(int value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                value,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withTimeSteps(int value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                value,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withFaults(int value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                value,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withKinds(Set<FaultKind> value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                value,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withSkews(List<Duration> value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                value,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withSeed(long value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                value,
                replay,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withReplay(String value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                value,
                maxSteps,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withMaxSteps(int value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                value,
                required,
                backends,
                progressInterval,
                progress);
    }

    Settings withRequired(Verdict value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                value,
                backends,
                progressInterval,
                progress);
    }

    Settings withBackends(Supplier<ExploredBackend> value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                value,
                progressInterval,
                progress);
    }

    Settings withProgress(Duration interval, @Nullable Consumer<? super ExplorationProgress> value) {
        return new Settings(
                strategy,
                maxSchedules,
                budget,
                preemptions,
                timeSteps,
                faults,
                kinds,
                skews,
                seed,
                replay,
                maxSteps,
                required,
                backends,
                interval,
                value);
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
            throw new IllegalArgumentException("kinds must name at least one kind of fault, but was empty");
        }
        return Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    static List<Duration> skews(Duration... skews) {
        if (skews.length > 8) {
            throw new IllegalArgumentException("clockSkew must have at most 8 differences, but had " + skews.length);
        }
        return List.copyOf(Arrays.asList(skews));
    }

    static Verdict required(Verdict least) {
        return switch (Arguments.notNull(least, "least")) {
            case PROVED, BOUNDED, NOT_PROVED -> least;
            case REPLAYED, FAILED ->
                throw new IllegalArgumentException("require takes PROVED, BOUNDED or NOT_PROVED, but got " + least);
        };
    }

    static String token(String token) {
        return Arguments.notNull(token, "token");
    }
}
