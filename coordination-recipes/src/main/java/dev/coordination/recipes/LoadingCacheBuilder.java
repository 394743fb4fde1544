// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LoadingCache}. Not thread-safe.
 *
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class LoadingCacheBuilder<V> {

    /** The longest TTL (G-02), which is long enough for a wait, too, and does not overflow. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private final DistributedCoordination coordination;
    private final String name;
    private final ScheduledExecutorService scheduler;
    private ValueCodec<?> codec = ValueCodec.text();
    private Executor refreshExecutor;
    private Clock clock;
    private Duration ttl = Duration.ofMinutes(10);
    private double jitter = 0.1;
    private double refreshAfter = 1;
    private Duration leaseDuration = Duration.ofSeconds(10);
    private Duration retryPeriod = Duration.ofMillis(100);
    private @Nullable Duration waitTimeout;
    private UnavailablePolicy whenUnavailable = UnavailablePolicy.LOAD;
    private int localEntries = 1_000;
    private final Incarnation incarnation = new Incarnation();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private @Nullable Consumer<? super Throwable> errorHandler;

    LoadingCacheBuilder(DistributedCoordination coordination, String name, ScheduledExecutorService scheduler) {
        this.coordination = Arguments.notNull(coordination, "coordination");
        this.name = checkName(name);
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.refreshExecutor = scheduler;
    }

    private static String checkName(String name) {
        Arguments.notNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name must not be empty, but was \"\"");
        }
        if (name.contains(":")) {
            throw new IllegalArgumentException(
                    "name must not contain a colon, which separates it from the keys, but was "
                            + Arguments.quoted(name));
        }
        try {
            Arguments.key(name + ":k");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("name with a colon and a key of one byte: " + e.getMessage(), e);
        }
        return name;
    }

    /**
     * Sets how values are converted to bytes. The default is {@link ValueCodec#text}. Set it first, because it determines the
     * type of the values.
     *
     * @param <W> the type of the values
     * @param newCodec the codec
     * @return this builder
     * @since 0.1.0
     */
    @SuppressWarnings("unchecked") // The builder has nothing else of type V.
    public <W> LoadingCacheBuilder<W> codec(ValueCodec<W> newCodec) {
        codec = Arguments.notNull(newCodec, "newCodec");
        return (LoadingCacheBuilder<W>) this;
    }

    /**
     * Sets how long a value lives at most after it was stored. The default is 10 minutes.
     *
     * @param duration the TTL
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> ttl(Duration duration) {
        ttl = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets by which fraction of the TTL a value may live shorter, so that values that were loaded together do not expire
     * together. The default is 0.1. With 0, each value lives for the TTL.
     *
     * @param fraction from 0 (inclusive) to 1 (exclusive)
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> ttlJitter(double fraction) {
        jitter = fraction;
        return this;
    }

    /**
     * Has a value refreshed in the background when it is asked for and has lived for this fraction of its TTL (E-50). By
     * default, values are not refreshed.
     *
     * @param fraction between 0 and 1, such as 0.8
     * @return this builder
     * @throws IllegalArgumentException if the fraction is not between 0 and 1
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> refreshAfter(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("refreshAfter must be between 0 and 1, but was " + fraction);
        }
        refreshAfter = fraction;
        return this;
    }

    /**
     * Sets how long a load excludes others: how long others wait if this process dies while it loads. Choose it longer than loads
     * take. The default is 10 seconds.
     *
     * @param duration the TTL of the lease
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> leaseDuration(Duration duration) {
        leaseDuration = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets how often this process asks whether another node has loaded a value that it waits for. The default is 100
     * milliseconds.
     *
     * @param period less than the lease duration
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> retryPeriod(Duration period) {
        retryPeriod = Arguments.notNull(period, "period");
        return this;
    }

    /**
     * Sets how long a call waits for the loads of others (E-49). The default is three times the lease duration.
     *
     * @param timeout a positive duration; one of more than 36,500 days, such as that of
     *     {@link java.time.temporal.ChronoUnit#FOREVER}, counts as one of 36,500 days
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> waitTimeout(Duration timeout) {
        Arguments.notNull(timeout, "timeout");
        waitTimeout = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
        return this;
    }

    /**
     * Sets what to do if the coordination is unavailable (E-51). The default is {@link UnavailablePolicy#LOAD}.
     *
     * @param policy the policy
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> whenUnavailable(UnavailablePolicy policy) {
        whenUnavailable = Arguments.notNull(policy, "policy");
        return this;
    }

    /**
     * Sets of how many keys this process remembers the last value, for {@link UnavailablePolicy#STALE}, when it is to be
     * refreshed, and since when another node loads it. The default is 1,000.
     *
     * @param maximum the maximum number of keys, positive
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> localEntries(int maximum) {
        localEntries = maximum;
        return this;
    }

    /**
     * Sets on which threads values are refreshed. The default is the scheduler. A refresh occupies a thread as long as the
     * loader. If the executor drops it, it is repeated after a lease duration (E-50).
     *
     * <p>If the loader throws an {@link InterruptedException}, the thread stays interrupted. If the executor runs tasks on the
     * thread of the caller, this is that thread.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> refreshExecutor(Executor executor) {
        refreshExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the clock, for tests. It must never go back. The default is the clock of the scheduler if that is a
     * {@link dev.coordination.spi.ClockedScheduler}, such as one of a fake clock; otherwise it follows {@link System#nanoTime},
     * which nobody can set.
     *
     * @param newClock the clock
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets where the random numbers for the jitter come from, for tests.
     *
     * @param numbers returns numbers from 0 (inclusive) to 1 (exclusive), on any thread
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> random(DoubleSupplier numbers) {
        random = Arguments.notNull(numbers, "numbers");
        return this;
    }

    /**
     * Sets what makes entries of this cache unique. The default is a random UUID, another one each time. Set it only in tests
     * that need the same entries each time.
     *
     * @param unique different for each cache of this name in any process, even if the process restarts; not empty, and without
     *     white space
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> incarnation(String unique) {
        incarnation.fix(unique);
        return this;
    }

    /**
     * Sets the handler of exceptions that no caller gets: of refreshes, of requests after a load, and of a codec that cannot
     * decode a value. It must not block. The default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public LoadingCacheBuilder<V> errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Returns a cache with these settings.
     *
     * @param loader loads values
     * @return the cache
     * @throws IllegalArgumentException if a setting is invalid
     * @since 0.1.0
     */
    @SuppressWarnings("unchecked") // The codec has determined the type V.
    public LoadingCache<V> build(CacheLoader<V> loader) {
        Arguments.notNull(loader, "loader");
        check();
        EntryStore store = new EntryStore(coordination.cache(), name, unique());
        LoadingCacheSettings settings = new LoadingCacheSettings(
                scheduler,
                refreshExecutor,
                clock,
                ttl,
                jitter,
                refreshAfter,
                leaseDuration,
                retryPeriod,
                waitTimeout(),
                whenUnavailable,
                localEntries,
                random,
                new ErrorReporter(
                        LoadingCache.class, errorHandler, "LoadingCache[name=" + Arguments.quoted(name) + "]"));
        return new LoadingCache<>(store, new EntryLoader<>(store, loader, (ValueCodec<V>) codec, settings), settings);
    }

    private void check() {
        long unused = Arguments.ttlMillis(ttl, "ttl");
        LeaseDurations.check(leaseDuration, "leaseDuration");
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("ttlJitter must be at least 0 and less than 1, but was " + jitter);
        }
        if (retryPeriod.isZero() || retryPeriod.isNegative() || retryPeriod.compareTo(leaseDuration) >= 0) {
            throw new IllegalArgumentException("retryPeriod must be positive and less than the leaseDuration, "
                    + leaseDuration + ", but was " + retryPeriod);
        }
        if (waitTimeout().isZero() || waitTimeout().isNegative()) {
            throw new IllegalArgumentException("waitTimeout must be positive, but was " + waitTimeout());
        }
        if (localEntries <= 0) {
            throw new IllegalArgumentException("localEntries must be positive, but was " + localEntries);
        }
    }

    private String unique() {
        String unique = incarnation.next();
        if (unique.isEmpty() || unique.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "incarnation must not be empty or contain white space, but was " + Arguments.quoted(unique));
        }
        return unique;
    }

    private Duration waitTimeout() {
        return waitTimeout != null ? waitTimeout : leaseDuration.multipliedBy(3);
    }
}
