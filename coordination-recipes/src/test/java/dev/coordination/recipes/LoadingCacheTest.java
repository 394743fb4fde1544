// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the rules of the cache on a fake clock. A lease lasts 10 s, a wait 30 s, and a value 10 minutes; waiting nodes ask each
 * 100 ms.
 */
@CoordinationTest
class LoadingCacheTest {

    private static final String KEY = "prices:tea";

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCache a;
    private final ScriptedCache b;
    private final SharedCache shared;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    LoadingCacheTest(
            FakeClock clock,
            ScheduledExecutorService scheduler,
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            SharedCache shared) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.a = new ScriptedCache(a);
        this.b = new ScriptedCache(b);
        this.shared = shared;
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private LoadingCacheBuilder<String> builder(DistributedCoordination coordination) {
        return LoadingCache.builder(coordination, "prices", scheduler)
                .clock(clock)
                .ttlJitter(0)
                .errorHandler(errors::add);
    }

    private LoadingCache<String> cache(DistributedCoordination coordination, CacheLoader<String> loader) {
        return builder(coordination).build(loader);
    }

    /** Returns a cache whose values are {@code a1}, {@code a2} and so on. */
    private LoadingCache<String> counting(DistributedCoordination coordination, String name) {
        return cache(coordination, key -> name + loads.incrementAndGet());
    }

    private <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.get(10, SECONDS);
    }

    /** Lets retry periods pass for a thread that has read the marker of another one that has just stored its value. */
    private <T> T resultAfterRetries(Future<T> future) throws Exception {
        for (int i = 0; i < 50; i++) {
            try {
                return future.get(200, MILLISECONDS);
            } catch (TimeoutException e) {
                clock.advance(ofMillis(100));
            }
        }
        return result(future);
    }

    private static Throwable failure(Future<?> future) {
        try {
            future.get(10, SECONDS);
            throw new AssertionError("expected a failure");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError("expected a failure", e);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, SECONDS)).isTrue();
    }

    private static void unavailable(String request) {
        throw new CoordinationUnavailableException("the backend is unavailable: " + request);
    }

    private Optional<String> storedValue() {
        return shared.get(KEY)
                .map(CacheEntry::parse)
                .filter(entry -> entry.kind().hasValue())
                .map(entry -> new String(entry.payload(), UTF_8));
    }

    // ---- within a process

    @Test
    @Tag("E-45")
    void threadsOfAProcessShareALoad() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            loading.countDown();
            await(returns);
            return key + loads.incrementAndGet();
        });
        List<Future<String>> results = new ArrayList<>();
        results.add(start(() -> cache.getOrLoad("tea")));
        await(loading);
        for (int i = 0; i < 5; i++) {
            results.add(start(() -> cache.getOrLoad("tea")));
        }
        clock.awaitWaiters(5);
        returns.countDown();

        for (Future<String> result : results) {
            assertThat(result(result)).isEqualTo("tea1");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-45")
    void anotherThreadLoadsIfTheLeaseOfALoadHasExpired() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            int load = loads.incrementAndGet();
            if (load == 1) {
                loading.countDown();
                await(returns);
            }
            return key + load;
        });
        Future<String> hangs = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> waits = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        clock.advance(ofSeconds(10).minusMillis(1));
        assertThat(waits.isDone()).isFalse();
        clock.advance(ofMillis(1));

        assertThat(result(waits)).isEqualTo("tea2");
        returns.countDown();
        assertThat(result(hangs)).isEqualTo("tea1");
        assertThat(storedValue()).contains("tea2");
    }

    @Test
    @Tag("E-45")
    void differentKeysAreLoadedAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        LoadingCache<String> cache = cache(a, key -> {
            both.countDown();
            await(both);
            return key;
        });

        Future<String> tea = start(() -> cache.getOrLoad("tea"));
        assertThat(cache.getOrLoad("coffee")).isEqualTo("coffee");
        assertThat(result(tea)).isEqualTo("tea");
    }

    @Test
    @Tag("E-45")
    void aLoaderThatAsksForItsOwnKeyFails() {
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(cache(a, key -> self.get(0).getOrLoad(key)));

        assertThatThrownBy(() -> self.get(0).getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"tea\"");
    }

    @Test
    @Tag("E-45")
    void aLoaderThatAsksForItsOwnKeyAfterItsLeaseFails() {
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(cache(a, key -> {
            assertThat(loads.incrementAndGet()).isEqualTo(1);
            clock.advance(ofSeconds(10));
            return self.get(0).getOrLoad(key);
        }));

        assertThatThrownBy(() -> self.get(0).getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    // ---- within the cluster

    @Test
    @Tag("E-46")
    void anotherNodeWaitsForTheLoad() throws Exception {
        List<Future<String>> waits = new ArrayList<>();
        LoadingCache<String> second = counting(b, "b");
        LoadingCache<String> first = cache(a, key -> {
            waits.add(start(() -> second.getOrLoad(key)));
            clock.awaitWaiters(1);
            return "a" + loads.incrementAndGet();
        });

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        clock.advance(ofMillis(100));
        assertThat(result(waits.get(0))).isEqualTo("a1");
        assertThat(second.getOrLoad("tea")).isEqualTo("a1");
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-46")
    void afterTheDeathOfTheLoaderAnotherNodeLoadsWithinTheLease() throws Exception {
        assertThat(shared.setIfAbsent(KEY, CacheEntry.loading("dead").raw(), ofSeconds(10)))
                .isTrue();
        Instant start = clock.instant();
        LoadingCache<String> second = cache(b, key -> {
            assertThat(Duration.between(start, clock.instant())).isEqualTo(ofSeconds(10));
            return "b";
        });

        assertThat(clock.during(ofSeconds(10), () -> second.getOrLoad("tea"))).isEqualTo("b");
    }

    @Test
    @Tag("E-46")
    void aLeaseThatALateNodeHasProlongedEndsAfterTwiceItsDuration() throws Exception {
        assertThat(shared.setIfAbsent(KEY, CacheEntry.loading("dead").raw(), ofHours(1)))
                .isTrue();
        Future<String> waits = start(() -> counting(b, "b").getOrLoad("tea"));
        for (int i = 0; i < 199; i++) {
            clock.awaitWaiters(1);
            clock.advance(ofMillis(100));
        }
        clock.awaitWaiters(1);
        assertThat(loads).hasValue(0);
        clock.advance(ofMillis(100));

        assertThat(result(waits)).isEqualTo("b1");
    }

    @Test
    @Tag("E-46")
    void aProlongedLeaseEndsAlthoughNoCallWaitsThatLong() throws Exception {
        LoadingCache<String> second = builder(b).waitTimeout(ofSeconds(6)).build(key -> "b" + loads.incrementAndGet());
        for (String marker : List.of("dead#1", "dead#2")) { // Each is seen for its own time.
            shared.set(KEY, CacheEntry.loading(marker).raw(), ofHours(1));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> clock.during(ofSeconds(6), () -> second.getOrLoad("tea")))
                        .isInstanceOf(LoadTimeoutException.class);
            }
            Instant start = clock.instant();
            String loaded = "b" + (loads.get() + 1);
            assertThat(clock.during(ofSeconds(2), () -> second.getOrLoad("tea")))
                    .isEqualTo(loaded);
            assertThat(Duration.between(start, clock.instant())).isEqualTo(ofSeconds(2));
        }
    }

    @Test
    @Tag("E-46")
    void aLoadTakesFourRequestsAndAHitOne() throws Exception {
        LoadingCache<String> first = counting(a, "a");
        first.getOrLoad("tea");
        assertThat(a.requests).containsExactly("get", "setIfAbsent", "replace", "expire");
        a.requests.clear();
        first.getOrLoad("tea");

        assertThat(a.requests).containsExactly("get");
    }

    @Test
    @Tag("E-47")
    void aLateLoaderDoesNotReplaceANewerValue() throws Exception {
        LoadingCache<String> second = cache(b, key -> "new");
        LoadingCache<String> first = cache(a, key -> {
            clock.advance(ofSeconds(10));
            assertThat(second.getOrLoad(key)).isEqualTo("new");
            return "old";
        });

        assertThat(first.getOrLoad("tea")).isEqualTo("old");
        assertThat(first.getOrLoad("tea")).isEqualTo("new");
        assertThat(shared.ttl(KEY)).contains(ofMinutes(10));
    }

    @Test
    @Tag("E-47")
    void aLateLoaderDoesNotStoreWhileAnotherNodeLoads() throws Exception {
        CountDownLatch secondLoads = new CountDownLatch(1);
        CountDownLatch secondReturns = new CountDownLatch(1);
        List<Future<String>> loading = new ArrayList<>();
        LoadingCache<String> second = cache(b, key -> {
            secondLoads.countDown();
            await(secondReturns);
            return "new";
        });
        LoadingCache<String> first = cache(a, key -> {
            clock.advance(ofSeconds(10));
            loading.add(start(() -> second.getOrLoad(key)));
            await(secondLoads);
            return "old";
        });

        assertThat(first.getOrLoad("tea")).isEqualTo("old");
        assertThat(storedValue()).isEmpty();
        assertThat(shared.ttl(KEY)).contains(ofSeconds(10));
        secondReturns.countDown();
        assertThat(result(loading.get(0))).isEqualTo("new");
        assertThat(storedValue()).contains("new");
    }

    @Test
    @Tag("E-47")
    void aNodeThatIsLateAfterStoringDoesNotProlongTheLifeOfAnotherEntry() throws Exception {
        LoadingCache<String> first = counting(a, "a");
        a.after = request -> {
            if (request.equals("replace")) {
                clock.advance(ofSeconds(10));
                assertThat(shared.setIfAbsent(KEY, CacheEntry.loading("other").raw(), ofSeconds(10)))
                        .isTrue();
            }
        };

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(shared.ttl(KEY)).contains(ofSeconds(10));
    }

    // ---- failures

    @Test
    @Tag("E-48")
    void aFailureIsNotStored() throws Exception {
        LoadingCache<String> first = cache(a, key -> {
            if (loads.incrementAndGet() == 1) {
                throw new IOException("the shop is closed");
            }
            return "a" + loads.get();
        });

        assertThatThrownBy(() -> first.getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasMessageContaining("\"tea\"")
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("the shop is closed");
        assertThat(shared.exists(KEY)).isFalse();
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-48")
    void aFailureGoesToAllThreadsThatWait() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch fails = new CountDownLatch(1);
        IllegalStateException cause = new IllegalStateException("the shop is closed");
        LoadingCache<String> cache = cache(a, key -> {
            loads.incrementAndGet();
            loading.countDown();
            await(fails);
            throw cause;
        });
        Future<String> loader = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> second = start(() -> cache.getOrLoad("tea"));
        Future<String> third = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(2);
        fails.countDown();

        for (Future<String> future : List.of(loader, second, third)) {
            assertThat(failure(future)).isInstanceOf(LoadFailedException.class).hasCause(cause);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-48")
    void afterAnErrorOrAnInterruptOfTheLoaderOthersLoad() throws Exception {
        for (Throwable thrown : List.of(new StackOverflowError(), new InterruptedException())) {
            assertThatThrownBy(() -> cache(a, key -> {
                                if (thrown instanceof Error error) {
                                    throw error;
                                }
                                throw (InterruptedException) thrown;
                            })
                            .getOrLoad("tea"))
                    .isSameAs(thrown);
            assertThat(shared.exists(KEY)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(UnavailablePolicy.class)
    @Tag("E-48")
    void aLoaderThatTalksToAnUnavailableBackendFails(UnavailablePolicy policy) {
        LoadingCache<String> first = builder(a).whenUnavailable(policy).build(key -> {
            loads.incrementAndGet();
            throw new CoordinationUnavailableException("another backend");
        });

        assertThatThrownBy(() -> first.getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(CoordinationUnavailableException.class);
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-48")
    void ifALoaderFailsAndTheBackendIsUnavailableTheCallerGetsTheFailure() {
        a.before = request -> {
            if (request.equals("delete")) {
                unavailable(request);
            }
        };

        assertThatThrownBy(() -> cache(a, key -> {
                            throw new IOException("the shop is closed");
                        })
                        .getOrLoad("tea"))
                .hasCauseInstanceOf(IOException.class);
        assertThat(errors).hasSize(1);
        assertThat(shared.ttl(KEY)).contains(ofSeconds(10));
    }

    // ---- error handlers that throw

    private LoadingCache<String> withThrowingHandler(
            UnaryOperator<LoadingCacheBuilder<String>> setting, CacheLoader<String> loader) {
        return setting.apply(builder(a))
                .errorHandler(thrown -> {
                    errors.add(thrown);
                    throw new IllegalStateException("the handler fails");
                })
                .build(loader);
    }

    @Test
    @Tag("E-48")
    void theCallerGetsTheFailureOfTheLoaderAlthoughTheErrorHandlerThrows() {
        failOn("delete");

        assertThatThrownBy(() -> withThrowingHandler(builder -> builder, key -> {
                            throw new IOException("the shop is closed");
                        })
                        .getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(errors).hasSize(1);
    }

    @Test
    @Tag("E-50")
    void aHitIsReturnedAlthoughItsRefreshIsRejectedAndTheErrorHandlerThrows() throws Exception {
        LoadingCache<String> first = withThrowingHandler(
                builder -> builder.refreshAfter(0.5).refreshExecutor(task -> {
                    throw new RejectedExecutionException("full");
                }),
                key -> "a" + loads.incrementAndGet());
        first.getOrLoad("tea");
        clock.advance(ofMinutes(6));

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl", "replace", "expire"})
    @Tag("E-51")
    void aValueIsReturnedAlthoughARequestFailsAndTheErrorHandlerThrows(String request) throws Exception {
        LoadingCache<String> cache =
                withThrowingHandler(builder -> builder.refreshAfter(0.5), key -> "a" + loads.incrementAndGet());
        if (request.equals("ttl")) {
            cache.getOrLoad("tea");
        }
        failOn(request);

        assertThat(cache.getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1);
    }

    @Test
    @Tag("E-53")
    void whatCannotBeDecodedIsLoadedAgainAlthoughTheErrorHandlerThrows() throws Exception {
        shared.set(
                KEY,
                CacheEntry.loaded("other#1", ofMinutes(10), new byte[] {-1}).raw(),
                ofMinutes(10));

        assertThat(withThrowingHandler(builder -> builder, key -> "a").getOrLoad("tea"))
                .isEqualTo("a");
        assertThat(errors).hasSize(1);
    }

    // ---- waiting

    @Test
    @Tag("E-49")
    void oneThreadOfAProcessAsksEachRetryPeriod() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofSeconds(10));
        LoadingCache<String> second = counting(b, "b");
        Future<String> asks = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(1);
        Future<String> waits = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(2);
        b.requests.clear();
        for (int i = 0; i < 5; i++) {
            clock.advance(ofMillis(100));
            clock.awaitWaiters(2);
        }

        assertThat(b.requests).containsExactly("get", "get", "get", "get", "get");
        shared.set(
                KEY,
                CacheEntry.loaded("other#2", ofSeconds(60), "a".getBytes(UTF_8)).raw());
        clock.advance(ofMillis(100));
        assertThat(result(asks)).isEqualTo("a");
        assertThat(result(waits)).isEqualTo("a");
    }

    @Test
    @Tag("E-49")
    void oneThreadOfAProcessAsksEvenIfALeaseWasProlonged() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofHours(1));
        LoadingCache<String> second = counting(b, "b");
        List<Future<String>> results = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            results.add(start(() -> second.getOrLoad("tea")));
            clock.awaitWaiters(i);
        }
        b.requests.clear();
        for (int i = 0; i < 199; i++) {
            clock.advance(ofMillis(100));
            clock.awaitWaiters(3);
        }

        assertThat(b.requests).hasSize(199).containsOnly("get");
        clock.advance(ofMillis(100));
        for (Future<String> result : results) {
            assertThat(resultAfterRetries(result)).isEqualTo("b1");
        }
    }

    @Test
    @Tag("E-49")
    void aWaitForAnotherNodeIsBounded() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofHours(1));
        LoadingCache<String> second = builder(b).waitTimeout(ofSeconds(5)).build(key -> "b");
        Instant start = clock.instant();

        assertThatThrownBy(() -> clock.during(ofSeconds(5), () -> second.getOrLoad("tea")))
                .isInstanceOf(LoadTimeoutException.class)
                .hasMessageContaining("\"tea\"")
                .hasMessageContaining("PT5S");
        assertThat(Duration.between(start, clock.instant())).isEqualTo(ofSeconds(5));
    }

    @Test
    @Tag("E-49")
    void aWaitForAnotherThreadIsBounded() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = builder(a).waitTimeout(ofSeconds(5)).build(key -> {
            loading.countDown();
            await(returns);
            return "a";
        });
        Future<String> loads = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> waits = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        clock.advance(ofSeconds(5));

        assertThat(failure(waits)).isInstanceOf(LoadTimeoutException.class);
        returns.countDown();
        assertThat(result(loads)).isEqualTo("a");
    }

    @Test
    @Tag("E-49")
    void aWaitForAnotherNodeEndsWithALastRead() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofHours(1));
        LoadingCache<String> second = builder(b).waitTimeout(ofMillis(150)).build(key -> "b");
        Future<String> waits = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(1);
        clock.advance(ofMillis(100));
        clock.awaitWaiters(1);
        shared.set(
                KEY,
                CacheEntry.loaded("other#2", ofSeconds(60), "a".getBytes(UTF_8)).raw());
        clock.advance(ofMillis(50));

        assertThat(result(waits)).isEqualTo("a");
    }

    @Test
    @Tag("E-49")
    void aWaitForAnotherThreadEndsWithALastRead() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = builder(a).waitTimeout(ofSeconds(5)).build(key -> {
            loading.countDown();
            await(returns);
            return "late";
        });
        Future<String> loads = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> waits = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        shared.set(
                KEY,
                CacheEntry.loaded("other#2", ofSeconds(60), "a".getBytes(UTF_8)).raw());
        clock.advance(ofSeconds(5));

        assertThat(result(waits)).isEqualTo("a");
        returns.countDown();
        assertThat(result(loads)).isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(longs = {3_153_600_000L, 3_153_600_001L, Long.MAX_VALUE})
    @Tag("E-49")
    void aWaitTimeoutMayBeAsLongAsYouLike(long seconds) throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofSeconds(10));
        LoadingCache<String> second =
                builder(b).waitTimeout(ofSeconds(seconds)).build(key -> "b" + loads.incrementAndGet());
        Future<String> asks = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(1);
        Future<String> waits = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(2);
        shared.delete(KEY);
        clock.advance(ofMillis(100));

        assertThat(result(asks)).isEqualTo("b1");
        assertThat(result(waits)).isEqualTo("b1");
    }

    @Test
    @Tag("E-49")
    void theLongestDurationsCanBeWaitedFor() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofSeconds(10));
        LoadingCache<String> second = builder(b)
                .ttl(ofDays(36_500))
                .leaseDuration(ofDays(36_500))
                .retryPeriod(ofDays(36_500).minusNanos(1))
                .build(key -> "b" + loads.incrementAndGet());
        Future<String> asks = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(1);
        Future<String> waits = start(() -> second.getOrLoad("tea"));
        clock.awaitWaiters(2);
        assertThat(b.requests).hasSize(2); // Neither wait has ended at once.
        clock.advance(ofDays(36_500));

        assertThat(result(asks)).isEqualTo("b1");
        assertThat(result(waits)).isEqualTo("b1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-49")
    void aWaitIsRejectedIfTheSchedulerIsShutDown(boolean forAnotherNode) throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            loading.countDown();
            await(returns);
            return "a" + loads.incrementAndGet();
        });
        Future<String> loader = start(() -> cache.getOrLoad("tea"));
        await(loading);
        LoadingCache<String> waits = forAnotherNode ? counting(b, "b") : cache;
        scheduler.shutdownNow();
        assertThatThrownBy(() -> waits.getOrLoad("tea")).isInstanceOf(RejectedExecutionException.class);
        returns.countDown();

        assertThat(result(loader)).isEqualTo("a1");
        assertThat(waits.getOrLoad("tea")).isEqualTo("a1"); // Nobody waits.
    }

    @Test
    @Tag("E-49")
    void waitsAreInterruptible() throws Exception {
        shared.set(KEY, CacheEntry.loading("other").raw(), ofSeconds(10));
        LoadingCache<String> second = counting(b, "b");
        Future<String> asks = start(() -> interrupted(() -> second.getOrLoad("tea")));
        clock.awaitWaiters(1);
        Future<String> waits = start(() -> interrupted(() -> second.getOrLoad("tea")));
        clock.awaitWaiters(2);
        threads.shutdownNow();

        assertThat(result(asks)).isEqualTo("interrupted");
        assertThat(result(waits)).isEqualTo("interrupted");
    }

    private static String interrupted(Callable<String> call) throws Exception {
        try {
            return call.call();
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    // ---- life

    @ParameterizedTest
    @CsvSource({"0, 0.7, 600000", "0.1, 0, 600000", "0.1, 0.5, 570000", "0.1, 0.999999, 540000", "0.999, 0.999999, 600"
    })
    @Tag("E-50")
    void aValueLivesForTheTtlLessAtMostTheJitter(double jitter, double random, long millis) throws Exception {
        builder(a).ttlJitter(jitter).random(() -> random).build(key -> "a").getOrLoad("tea");

        assertThat(shared.ttl(KEY).orElseThrow().toMillis()).isBetween(millis, millis + 1);
    }

    @Test
    @Tag("E-50")
    void theTtlCountsFromTheEndOfTheLoad() throws Exception {
        cache(a, key -> {
                    clock.advance(ofSeconds(9));
                    return "a";
                })
                .getOrLoad("tea");
        assertThat(shared.ttl(KEY)).contains(ofMinutes(10));
        clock.advance(ofMinutes(10));

        assertThat(counting(b, "b").getOrLoad("tea")).isEqualTo("b1");
    }

    private LoadingCache<String> refreshing(DistributedCoordination coordination, String name) {
        return builder(coordination).refreshAfter(0.8).build(key -> name + loads.incrementAndGet());
    }

    @Test
    @Tag("E-50")
    void aValueIsRefreshedInTheBackgroundAfterAFractionOfItsLife() throws Exception {
        LoadingCache<String> first = refreshing(a, "a");
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8).minusMillis(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        clock.advance(ofMillis(1));
        assertThat(loads).hasValue(1);
        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(loads).hasValue(1); // The refresh has not run yet.
        clock.advance(Duration.ZERO);

        assertThat(loads).hasValue(2);
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
        assertThat(shared.ttl(KEY)).contains(ofMinutes(10));
        clock.advance(ofMinutes(8).minusMillis(1));
        first.getOrLoad("tea");
        clock.advance(Duration.ZERO);
        assertThat(loads).hasValue(2);
    }

    @Test
    @Tag("E-50")
    void theAgeOfAValueIsAskedOnce() throws Exception {
        LoadingCache<String> first = refreshing(a, "a");
        first.getOrLoad("tea");
        a.requests.clear();
        for (int i = 0; i < 3; i++) {
            first.getOrLoad("tea");
        }

        assertThat(a.requests).containsExactly("get", "ttl", "get", "get");
    }

    @Test
    @Tag("E-50")
    void aValueIsNotRefreshedWhileItIsBeingStored() throws Exception {
        LoadingCache<String> second = refreshing(b, "b");
        List<String> seen = new ArrayList<>();
        a.after = request -> {
            if (request.equals("replace") || request.equals("expire")) {
                seen.add(getOrLoad(second));
                clock.advance(Duration.ZERO);
            }
        };
        refreshing(a, "a").getOrLoad("tea");
        assertThat(seen).containsExactly("a1", "a1", "a1");
        assertThat(loads).hasValue(1);

        clock.advance(ofMinutes(8).minusMillis(1));
        second.getOrLoad("tea");
        clock.advance(Duration.ZERO);
        assertThat(loads).hasValue(1);
        clock.advance(ofMillis(1));
        second.getOrLoad("tea");
        clock.advance(Duration.ZERO);
        assertThat(second.getOrLoad("tea")).isEqualTo("b2");
    }

    private static String getOrLoad(LoadingCache<String> cache) {
        try {
            return cache.getOrLoad("tea");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("E-50")
    void oneNodeRefreshesWhileOthersReturnTheOldValue() throws Exception {
        LoadingCache<String> second = refreshing(b, "b");
        LoadingCache<String> first = builder(a).refreshAfter(0.8).build(key -> {
            if (loads.incrementAndGet() == 2) {
                assertThat(second.getOrLoad(key)).isEqualTo("a1");
                assertThat(second.getOrLoad(key)).isEqualTo("a1");
            }
            return "a" + loads.get();
        });
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        first.getOrLoad("tea");
        clock.advance(Duration.ZERO);

        assertThat(errors).isEmpty();
        assertThat(loads).hasValue(2);
        assertThat(second.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatFailsIsRepeatedAfterTwoLeases() throws Exception {
        LoadingCache<String> first = builder(a).refreshAfter(0.8).build(key -> {
            if (loads.incrementAndGet() == 2) {
                throw new IOException("the shop is closed");
            }
            return "a" + loads.get();
        });
        LoadingCache<String> second = refreshing(b, "b");
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        clock.advance(Duration.ZERO);
        assertThat(errors).hasSize(1).first().isInstanceOf(LoadFailedException.class);

        assertThat(second.getOrLoad("tea")).isEqualTo("a1"); // From now on, b waits.
        clock.advance(ofSeconds(20).minusMillis(1));
        assertThat(second.getOrLoad("tea")).isEqualTo("a1");
        clock.advance(Duration.ZERO);
        assertThat(loads).hasValue(2);
        clock.advance(ofMillis(1));
        assertThat(second.getOrLoad("tea")).isEqualTo("a1");
        clock.advance(Duration.ZERO);

        assertThat(second.getOrLoad("tea")).isEqualTo("b3");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatIsLateDoesNotReplaceANewerValue() throws Exception {
        LoadingCache<String> second = refreshing(b, "b");
        LoadingCache<String> first = builder(a).refreshAfter(0.8).build(key -> {
            int load = loads.incrementAndGet();
            if (load == 2) {
                shared.delete(KEY);
                assertThat(second.getOrLoad("tea")).isEqualTo("b3");
            }
            return "a" + load;
        });
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        clock.advance(Duration.ZERO);

        assertThat(errors).isEmpty();
        assertThat(first.getOrLoad("tea")).isEqualTo("b3");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatAsksForItsOwnKeyAfterAnInvalidationFails() throws Exception {
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(builder(a).refreshAfter(0.8).build(key -> {
            if (loads.incrementAndGet() == 2) {
                shared.delete(KEY);
                return self.get(0).getOrLoad(key);
            }
            return "a" + loads.get();
        }));
        self.get(0).getOrLoad("tea");
        clock.advance(ofMinutes(8));
        self.get(0).getOrLoad("tea");
        clock.advance(Duration.ZERO);

        assertThat(errors)
                .hasSize(1)
                .first()
                .satisfies(thrown -> assertThat(thrown)
                        .isInstanceOf(LoadFailedException.class)
                        .hasCauseInstanceOf(IllegalStateException.class));
        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a3");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatIsRejectedIsReported() throws Exception {
        LoadingCache<String> first = builder(a)
                .refreshAfter(0.8)
                .refreshExecutor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build(key -> "a" + loads.incrementAndGet());
        first.getOrLoad("tea");
        clock.advance(ofMinutes(9));

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1);
        clock.advance(ofMinutes(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatTheExecutorDropsIsRepeatedAfterALease() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        LoadingCache<String> first =
                builder(a).refreshAfter(0.8).refreshExecutor(tasks::add).build(key -> "a" + loads.incrementAndGet());
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        assertThat(tasks).hasSize(1);
        tasks.clear();
        clock.advance(ofSeconds(10).minusMillis(1));
        first.getOrLoad("tea");
        assertThat(tasks).isEmpty();
        clock.advance(ofMillis(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(tasks).hasSize(1);
        tasks.get(0).run();

        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatWasOnlyLateLoadsOnce() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        LoadingCache<String> first =
                builder(a).refreshAfter(0.8).refreshExecutor(tasks::add).build(key -> "a" + loads.incrementAndGet());
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        clock.advance(ofSeconds(10));
        first.getOrLoad("tea");
        assertThat(tasks).hasSize(2);
        tasks.forEach(Runnable::run);

        assertThat(loads).hasValue(2);
        assertThat(errors).isEmpty();
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-50")
    void aRefreshThatHangsIsRepeatedByItsProcess() throws Exception {
        CountDownLatch refreshing = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        List<Runnable> tasks = new ArrayList<>();
        LoadingCache<String> first = builder(a)
                .refreshAfter(0.8)
                .refreshExecutor(tasks::add)
                .build(key -> {
                    int load = loads.incrementAndGet();
                    if (load == 2) {
                        refreshing.countDown();
                        await(returns);
                    }
                    return "a" + load;
                });
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));
        first.getOrLoad("tea");
        Future<Boolean> hangs = start(() -> {
            tasks.get(0).run();
            return true;
        });
        await(refreshing);
        first.getOrLoad("tea"); // From now on, it waits.
        clock.advance(ofSeconds(20));
        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(tasks).hasSize(2);
        tasks.get(1).run();
        assertThat(first.getOrLoad("tea")).isEqualTo("a3");
        returns.countDown();
        assertThat(result(hangs)).isTrue();

        assertThat(errors).isEmpty();
        assertThat(first.getOrLoad("tea")).isEqualTo("a3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-45")
    void aCallDoesNotWaitForARefreshThatHasNotBegun(boolean invalidated) throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        LoadingCache<String> first =
                builder(a).refreshAfter(0.8).refreshExecutor(tasks::add).build(key -> "a" + loads.incrementAndGet());
        first.getOrLoad("tea");
        clock.advance(ofMinutes(10).minusMillis(1));
        first.getOrLoad("tea");
        assertThat(tasks).hasSize(1);
        if (invalidated) {
            counting(b, "b").invalidate("tea");
        } else {
            clock.advance(ofMillis(1));
        }

        assertThat(result(start(() -> first.getOrLoad("tea")))).isEqualTo("a2");
        tasks.get(0).run();
        assertThat(loads).hasValue(2);
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-45")
    void aCallWaitsForARefreshThatHasBegun() throws Exception {
        List<Future<String>> waits = new ArrayList<>();
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(builder(a).refreshAfter(0.8).build(key -> {
            if (loads.incrementAndGet() == 2) {
                clock.advance(ofMinutes(2)); // The old value expires.
                waits.add(start(() -> self.get(0).getOrLoad(key)));
                clock.awaitWaiters(1);
            }
            return "a" + loads.get();
        }));
        self.get(0).getOrLoad("tea");
        clock.advance(ofMinutes(8));
        self.get(0).getOrLoad("tea");
        clock.advance(Duration.ZERO);

        assertThat(result(waits.get(0)))
                .isEqualTo("a3"); // The old entry has gone, so what was refreshed is not stored.
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-50")
    void anInterruptOfARefreshIsReportedAndKept(boolean ofTheThread) throws Exception {
        LoadingCache<String> first = builder(a)
                .refreshAfter(0.8)
                .refreshExecutor(Runnable::run)
                .build(key -> {
                    if (loads.incrementAndGet() == 2) {
                        if (ofTheThread) {
                            Thread.currentThread().interrupt();
                            Thread.sleep(1);
                        }
                        throw new InterruptedException();
                    }
                    return "a" + loads.get();
                });
        first.getOrLoad("tea");
        clock.advance(ofMinutes(8));

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(errors).hasSize(1).first().isInstanceOf(InterruptedException.class);
    }

    // ---- an unavailable backend

    @ParameterizedTest
    @ValueSource(strings = {"get", "setIfAbsent"})
    @Tag("E-51")
    void withLoadEachProcessLoads(String request) throws Exception {
        failOn(request);
        LoadingCache<String> first =
                builder(a).whenUnavailable(UnavailablePolicy.LOAD).build(key -> "a" + loads.incrementAndGet());

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
        assertThat(shared.exists(KEY)).isFalse();
        assertThat(a.requests).doesNotContain("replace");
    }

    @Test
    @Tag("E-51")
    void withLoadTheThreadsOfAProcessStillShareALoad() throws Exception {
        a.before = LoadingCacheTest::unavailable;
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            loading.countDown();
            await(returns);
            return "a" + loads.incrementAndGet();
        });
        Future<String> loader = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> waits = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        returns.countDown();

        assertThat(result(loader)).isEqualTo("a1");
        assertThat(result(waits)).isEqualTo("a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "setIfAbsent"})
    @Tag("E-51")
    void withFailTheCallerGetsTheException(String request) throws Exception {
        failOn(request);
        LoadingCache<String> first =
                builder(a).whenUnavailable(UnavailablePolicy.FAIL).build(key -> "a" + loads.incrementAndGet());

        assertThatThrownBy(() -> first.getOrLoad("tea")).isInstanceOf(CoordinationUnavailableException.class);
        assertThat(loads).hasValue(0);
        a.before = anything -> {};
        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-51")
    void withStaleTheLastValueIsReturnedForTheTtl(boolean loadedHere) throws Exception {
        LoadingCache<String> other = counting(b, "v");
        LoadingCache<String> first = stale();
        if (!loadedHere) {
            other.getOrLoad("tea");
        }
        assertThat(first.getOrLoad("tea")).isEqualTo("v1");
        a.before = LoadingCacheTest::unavailable;

        clock.advance(ofMinutes(5));
        assertThat(first.getOrLoad("tea")).isEqualTo("v1");
        clock.advance(ofMinutes(5).minusMillis(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("v1");
        clock.advance(ofMillis(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("v2");
        assertThat(first.getOrLoad("tea")).isEqualTo("v2"); // What was loaded here is the last value, too.
        assertThat(first.getOrLoad("coffee")).isEqualTo("v3");
    }

    @Test
    @Tag("E-51")
    void withStaleAValueThatThisProcessHasInvalidatedIsLoaded() throws Exception {
        LoadingCache<String> first = stale();
        first.getOrLoad("tea");
        first.invalidate("tea");
        a.before = LoadingCacheTest::unavailable;

        assertThat(first.getOrLoad("tea")).isEqualTo("v2");
    }

    @Test
    @Tag("E-51")
    void theOldestOfTooManyValuesAreForgotten() throws Exception {
        LoadingCache<String> first = builder(a)
                .whenUnavailable(UnavailablePolicy.STALE)
                .localEntries(2)
                .build(key -> key + loads.incrementAndGet());
        for (String key : List.of("tea", "coffee", "tea", "milk")) {
            first.getOrLoad(key);
        }
        a.before = LoadingCacheTest::unavailable;

        assertThat(first.getOrLoad("tea")).isEqualTo("tea1");
        assertThat(first.getOrLoad("milk")).isEqualTo("milk3");
        assertThat(first.getOrLoad("coffee")).isEqualTo("coffee4");
    }

    @ParameterizedTest
    @CsvSource({"replace, LOAD", "replace, FAIL", "replace, STALE", "expire, LOAD", "expire, FAIL", "expire, STALE"})
    @Tag("E-51")
    void aValueThatWasLoadedIsReturnedUnderEachPolicy(String request, UnavailablePolicy policy) throws Exception {
        failOn(request);
        LoadingCache<String> first = builder(a).whenUnavailable(policy).build(key -> "a" + loads.incrementAndGet());

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1);
        a.before = anything -> {};
        clock.advance(ofSeconds(10));
        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-51")
    void aValueThatCannotBeStoredGoesToAllThreadsThatWait() throws Exception {
        failOn("replace");
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            loading.countDown();
            await(returns);
            return "a" + loads.incrementAndGet();
        });
        Future<String> loader = start(() -> cache.getOrLoad("tea"));
        await(loading);
        Future<String> waits = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        returns.countDown();

        assertThat(result(loader)).isEqualTo("a1");
        assertThat(result(waits)).isEqualTo("a1");
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-51")
    void aClosedCoordinationIsNotUnavailable() {
        a.close();

        assertThatThrownBy(() -> counting(a, "a").getOrLoad("tea")).isInstanceOf(CoordinationClosedException.class);
    }

    private LoadingCache<String> stale() {
        return builder(a).whenUnavailable(UnavailablePolicy.STALE).build(key -> "v" + loads.incrementAndGet());
    }

    private void failOn(String failing) {
        a.before = request -> {
            if (request.equals(failing)) {
                unavailable(request);
            }
        };
    }

    // ---- invalidation

    @Test
    @Tag("E-52")
    void anInvalidatedKeyIsLoadedAgain() throws Exception {
        LoadingCache<String> first = counting(a, "a");
        first.getOrLoad("tea");
        counting(b, "b").invalidate("tea");

        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-52")
    void aLoadThatHasBegunBeforeDoesNotBringTheOldValueBack(boolean here) throws Exception {
        LoadingCache<String> second = counting(b, "b");
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(cache(a, key -> {
            if (loads.get() == 0) {
                (here ? self.get(0) : second).invalidate(key);
            }
            return "a" + loads.incrementAndGet();
        }));

        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a1");
        assertThat(shared.exists(KEY)).isFalse();
        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-52")
    void aCallAfterTheInvalidationDoesNotWaitForTheLoadBeforeIt() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            int load = loads.incrementAndGet();
            if (load == 1) {
                loading.countDown();
                await(returns);
            }
            return "a" + load;
        });
        Future<String> before = start(() -> cache.getOrLoad("tea"));
        await(loading);
        cache.invalidate("tea");

        assertThat(cache.getOrLoad("tea")).isEqualTo("a2");
        returns.countDown();
        assertThat(result(before)).isEqualTo("a1");
        assertThat(cache.getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-52")
    void aCallAfterAnInvalidationByAnotherNodeDoesNotGetTheOldValue() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            int load = loads.incrementAndGet();
            if (load == 1) {
                loading.countDown();
                await(returns);
            }
            return "a" + load;
        });
        Future<String> before = start(() -> cache.getOrLoad("tea"));
        await(loading);
        counting(b, "b").invalidate("tea");
        Future<String> after = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        returns.countDown();

        assertThat(result(before)).isEqualTo("a1");
        assertThat(result(after)).isEqualTo("a2");
    }

    @Test
    @Tag("E-52")
    void withStaleALoadThatHasBegunBeforeAnInvalidationIsForgotten() throws Exception {
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(builder(a).whenUnavailable(UnavailablePolicy.STALE).build(key -> {
            if (loads.incrementAndGet() == 1) {
                self.get(0).invalidate(key);
            }
            return "a" + loads.get();
        }));
        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a1");
        a.before = LoadingCacheTest::unavailable;

        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a2");
        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a2"); // This one was loaded after the invalidation.
    }

    @Test
    @Tag("E-52")
    void withStaleAReadThatHasBegunBeforeAnInvalidationIsForgotten() throws Exception {
        LoadingCache<String> first = stale();
        first.getOrLoad("tea");
        a.after = request -> {
            if (request.equals("get")) {
                a.after = anything -> {};
                first.invalidate("tea");
            }
        };
        assertThat(first.getOrLoad("tea")).isEqualTo("v1");
        a.before = LoadingCacheTest::unavailable;

        assertThat(first.getOrLoad("tea")).isEqualTo("v2");
    }

    @Test
    @Tag("E-52")
    void withStaleALoadThatHasBegunBeforeAFailedInvalidationIsForgotten() throws Exception {
        List<LoadingCache<String>> self = new ArrayList<>();
        self.add(builder(a).whenUnavailable(UnavailablePolicy.STALE).build(key -> {
            if (loads.incrementAndGet() == 1) {
                a.before = LoadingCacheTest::unavailable;
                assertThatThrownBy(() -> self.get(0).invalidate(key))
                        .isInstanceOf(CoordinationUnavailableException.class);
            }
            return "a" + loads.get();
        }));
        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a1");

        assertThat(self.get(0).getOrLoad("tea")).isEqualTo("a2");
    }

    @Test
    @Tag("E-52")
    void anInvalidationOfAnUnavailableBackendFails() {
        a.before = LoadingCacheTest::unavailable;

        assertThatThrownBy(() -> counting(a, "a").invalidate("tea"))
                .isInstanceOf(CoordinationUnavailableException.class);
    }

    // ---- values

    @Test
    @Tag("E-53")
    void thatThereIsNoValueIsStored() throws Exception {
        LoadingCache<String> first = cache(a, key -> {
            loads.incrementAndGet();
            return null;
        });

        assertThat(first.getOrLoad("tea")).isNull();
        assertThat(first.getOrLoad("tea")).isNull();
        assertThat(counting(b, "b").getOrLoad("tea")).isNull();
        assertThat(loads).hasValue(1);
    }

    @Test
    @Tag("E-53")
    void thatThereIsNoValueIsRefreshed() throws Exception {
        LoadingCache<String> first =
                builder(a).refreshAfter(0.5).build(key -> loads.incrementAndGet() == 1 ? null : "a" + loads);
        first.getOrLoad("tea");
        clock.advance(ofMinutes(5));
        assertThat(first.getOrLoad("tea")).isNull();
        assertThat(counting(b, "b").getOrLoad("tea")).isNull();
        clock.advance(Duration.ZERO);

        assertThat(first.getOrLoad("tea")).isEqualTo("a2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "value a 1\n", "line\nline", "ä\u0000😀"})
    @Tag("E-53")
    void anyTextIsAValue(String text) throws Exception {
        assertThat(cache(a, key -> text).getOrLoad("tea")).isEqualTo(text);
        assertThat(counting(b, "b").getOrLoad("tea")).isEqualTo(text);
        assertThat(loads).hasValue(0);
    }

    @Test
    @Tag("E-53")
    void eachCallerThatDoesNotLoadGetsAnArrayOfItsOwn() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        LoadingCache<byte[]> cache = builder(a)
                .codec(ValueCodec.bytes())
                .whenUnavailable(UnavailablePolicy.STALE)
                .build(key -> all.clone());
        Arrays.fill(cache.getOrLoad("tea"), (byte) 0);
        Arrays.fill(cache.getOrLoad("tea"), (byte) 0);
        assertThat(cache.getOrLoad("tea")).isEqualTo(all);
        a.before = LoadingCacheTest::unavailable;
        Arrays.fill(cache.getOrLoad("tea"), (byte) 0);

        assertThat(cache.getOrLoad("tea")).isEqualTo(all);
    }

    @Test
    @Tag("E-53")
    void aCodecConvertsObjects() throws Exception {
        ValueCodec<Integer> codec = ValueCodec.of(number -> new byte[] {number.byteValue()}, bytes -> (int) bytes[0]);
        LoadingCache<Integer> cache = builder(a).codec(codec).build(String::length);

        assertThat(cache.getOrLoad("tea")).isEqualTo(3);
        assertThat(cache.getOrLoad("tea")).isEqualTo(3);
        assertThat(storedValue()).contains("\u0003");
    }

    @Test
    @Tag("E-53")
    void whatTheCodecCannotEncodeIsAFailure() {
        ValueCodec<String> codec = ValueCodec.of(
                text -> {
                    throw new IllegalArgumentException("too long");
                },
                bytes -> "");

        assertThatThrownBy(() -> builder(a).codec(codec).build(key -> "a").getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(shared.exists(KEY)).isFalse();
    }

    @Test
    @Tag("E-53")
    void aCodecThatEncodesAValueAsNullIsAFailure() {
        ValueCodec<String> codec = ValueCodec.of(text -> null, bytes -> "");

        assertThatThrownBy(() -> builder(a).codec(codec).build(key -> "a").getOrLoad("tea"))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(NullPointerException.class)
                .hasMessageContaining("the codec has encoded a value as null: " + codec);
        assertThat(shared.exists(KEY)).isFalse();
    }

    @Test
    @Tag("E-53")
    void whatTheCodecDecodesAsNullIsLoadedAgain() throws Exception {
        counting(b, "b").getOrLoad("tea");
        ValueCodec<String> codec = ValueCodec.of(text -> text.getBytes(UTF_8), bytes -> null);

        assertThat(builder(a).codec(codec).build(key -> "a").getOrLoad("tea")).isEqualTo("a");
        assertThat(errors)
                .hasSize(1)
                .first()
                .satisfies(thrown -> assertThat(thrown)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("the codec has decoded a value as null: " + codec));
        assertThat(storedValue()).contains("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD800, 0xDBFF, 0xDC00, 0xDFFF})
    @Tag("E-53")
    void textWithAnUnpairedSurrogateIsAFailure(int surrogate) {
        for (String text : List.of("%c", "x%c", "%cx", "%cx%c")) {
            String malformed = text.replace("%c", Character.toString((char) surrogate));

            assertThatThrownBy(() -> cache(a, key -> malformed).getOrLoad("tea"))
                    .isInstanceOf(LoadFailedException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unpaired surrogate");
            assertThat(shared.exists(KEY)).isFalse();
        }
    }

    @Test
    @Tag("E-53")
    void bytesThatAreNoTextAreLoadedAgain() throws Exception {
        shared.set(
                KEY,
                CacheEntry.loaded("other#1", ofMinutes(10), new byte[] {'x', -1})
                        .raw(),
                ofMinutes(10));

        assertThat(counting(a, "a").getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1).first().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("E-53")
    void whatTheCodecCannotDecodeIsLoadedAgain() throws Exception {
        counting(b, "b").getOrLoad("tea");
        ValueCodec<Integer> codec = ValueCodec.of(
                number -> number.toString().getBytes(UTF_8), bytes -> Integer.parseInt(new String(bytes, UTF_8)));
        LoadingCache<Integer> cache = builder(a).codec(codec).build(String::length);

        assertThat(cache.getOrLoad("tea")).isEqualTo(3);
        assertThat(errors).hasSize(1).first().isInstanceOf(NumberFormatException.class);
        assertThat(storedValue()).contains("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "value", "value a 1", "value a b\n", "other a 1\nx", "value a\nx", "VALUE a 1\nx"})
    @Tag("E-53")
    void whatIsNotAnEntryIsLoadedAgain(String stored) throws Exception {
        shared.setText(KEY, stored);

        assertThat(counting(a, "a").getOrLoad("tea")).isEqualTo("a1");
        assertThat(storedValue()).contains("a1");
    }

    @Test
    @Tag("E-53")
    void aValueThatTheBackendRefusesIsReturnedAndNotStored() throws Exception {
        a.before = request -> {
            if (request.equals("replace")) {
                throw new IllegalArgumentException("value must be at most 1 MiB");
            }
        };

        assertThat(counting(a, "a").getOrLoad("tea")).isEqualTo("a1");
        assertThat(errors).hasSize(1);
        assertThat(shared.exists(KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-52")
    void aValueThatTheBackendRefusesGoesToThreadsThatWaitUnlessItWasInvalidated(boolean invalidated) throws Exception {
        a.before = request -> {
            if (request.equals("replace")) {
                throw new IllegalArgumentException("value must be at most 1 MiB");
            }
        };
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LoadingCache<String> cache = cache(a, key -> {
            int load = loads.incrementAndGet();
            if (load == 1) {
                loading.countDown();
                await(returns);
            }
            return "a" + load;
        });
        Future<String> before = start(() -> cache.getOrLoad("tea"));
        await(loading);
        if (invalidated) {
            counting(b, "b").invalidate("tea");
        }
        Future<String> after = start(() -> cache.getOrLoad("tea"));
        clock.awaitWaiters(1);
        returns.countDown();

        assertThat(result(before)).isEqualTo("a1");
        assertThat(result(after)).isEqualTo(invalidated ? "a2" : "a1");
    }

    @Test
    @Tag("E-52")
    void aCallThatBeginsWhileARefusedValueIsGivenUpDoesNotGetIt() throws Exception {
        List<String> later = new ArrayList<>();
        LoadingCache<String> first = counting(a, "a");
        LoadingCache<String> second = counting(b, "b");
        a.before = request -> {
            if (request.equals("replace")) {
                throw new IllegalArgumentException("value must be at most 1 MiB");
            }
        };
        a.after = request -> {
            if (request.equals("delete")) {
                a.after = anything -> {};
                second.invalidate("tea");
                later.add(resultOfAnotherThread(first));
            }
        };

        assertThat(first.getOrLoad("tea")).isEqualTo("a1");
        assertThat(later).containsExactly("a2");
    }

    private String resultOfAnotherThread(LoadingCache<String> cache) {
        try {
            return result(start(() -> cache.getOrLoad("tea")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("E-53")
    void invalidArgumentsAreRefused() {
        LoadingCache<String> first = counting(a, "a");

        assertThatThrownBy(() -> first.getOrLoad("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.invalidate("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.getOrLoad("x".repeat(64 * 1024))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.getOrLoad(null)).hasMessage("key must not be null");
        assertThatThrownBy(() -> first.invalidate(null)).hasMessage("key must not be null");
        for (String name : List.of("", "a:b", "x".repeat(65_535), "\uD800")) {
            assertThatThrownBy(() -> LoadingCache.builder(a, name, scheduler))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name ");
        }
        assertRefused("ttl ", builder -> builder.ttl(Duration.ZERO));
        assertRefused("leaseDuration ", builder -> builder.leaseDuration(ofSeconds(-1)));
        assertRefused("ttlJitter ", builder -> builder.ttlJitter(1));
        assertRefused("ttlJitter ", builder -> builder.ttlJitter(-0.1));
        assertRefused("ttlJitter ", builder -> builder.ttlJitter(Double.NaN));
        assertRefused("refreshAfter ", builder -> builder.refreshAfter(0));
        assertRefused("refreshAfter ", builder -> builder.refreshAfter(1));
        assertRefused("refreshAfter ", builder -> builder.refreshAfter(Double.NaN));
        assertRefused("retryPeriod ", builder -> builder.retryPeriod(Duration.ZERO));
        assertRefused("retryPeriod ", builder -> builder.retryPeriod(ofSeconds(10)));
        assertRefused("waitTimeout ", builder -> builder.waitTimeout(Duration.ZERO));
        assertRefused("localEntries ", builder -> builder.localEntries(0));
        assertRefused("incarnation ", builder -> builder.incarnation("a b"));
        assertRefused("incarnation ", builder -> builder.incarnation(""));
        assertThat(a.requests).isEmpty();
    }

    @Test
    @Tag("E-53")
    void aNameCanBeSoLongThatThereIsRoomForOneByte() throws Exception {
        LoadingCache<String> cache =
                LoadingCache.builder(a, "x".repeat(65_534), scheduler).build(key -> key);

        assertThat(cache.getOrLoad("k")).isEqualTo("k");
        assertThatThrownBy(() -> cache.getOrLoad("kk")).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRefused(String argument, UnaryOperator<LoadingCacheBuilder<String>> setting) {
        assertThatThrownBy(() -> setting.apply(builder(a)).build(key -> "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(argument)
                .hasMessageContaining("but was");
    }
}
