// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.recipes.CacheLoader;
import dev.coordination.recipes.LoadFailedException;
import dev.coordination.recipes.LoadTimeoutException;
import dev.coordination.recipes.LoadingCache;
import dev.coordination.recipes.LoadingCacheBuilder;
import dev.coordination.recipes.UnavailablePolicy;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests the loading cache on two nodes, in memory and on Redis. */
class LoadingCacheOnEveryAdapterTest extends RecipeTest {

    private static final Duration TTL = ofMinutes(60);
    private static final Duration LEASE = ofMinutes(15);
    private static final Duration RETRY = ofMinutes(1);

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicReference<Duration> gotAfter = new AtomicReference<>();

    LoadingCacheOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private LoadingCacheBuilder<String> builder(DistributedCoordination node, ScheduledExecutorService scheduler) {
        return LoadingCache.builder(node, "prices", scheduler)
                .ttl(TTL)
                .ttlJitter(0)
                .leaseDuration(LEASE)
                .retryPeriod(RETRY)
                .waitTimeout(ofDays(365))
                .clock(time.clock())
                .errorHandler(thrown -> {});
    }

    private LoadingCacheBuilder<String> onA() {
        return builder(a, ofA);
    }

    private LoadingCacheBuilder<String> onB() {
        return builder(b, ofB);
    }

    /** Counts the loads on all nodes, and returns the number of the load. */
    private String count(String key) {
        return key + " " + loads.incrementAndGet();
    }

    /** A loader that has loaded only when it is told to. */
    private final class Slow implements CacheLoader<String> {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public String load(String key) throws Exception {
            String value = count(key);
            started.countDown();
            mayEnd.await();
            return value;
        }
    }

    @Test
    void aValueIsLoadedOnceForAllNodes() throws Exception {
        LoadingCache<String> first = onA().build(this::count);
        LoadingCache<String> second = onB().build(this::count);

        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(second.getOrLoad("milk")).isEqualTo("milk 2");
    }

    /** Gets the value on a thread that may wait, and notes when it is there. */
    private String getWithin(Duration duration, LoadingCache<String> cache) throws Exception {
        return time.during(duration, () -> {
            String value = cache.getOrLoad("tea");
            gotAfter.set(elapsed());
            return value;
        });
    }

    @Test
    void aNodeWaitsForTheLoadOfAnotherOne() throws Exception {
        Slow slow = new Slow();
        LoadingCache<String> first = onA().build(slow);
        LoadingCache<String> second = onB().build(this::count);
        Future<String> loading = onThread(() -> first.getOrLoad("tea"));
        slow.started.await();
        ofA.schedule(
                () -> {
                    slow.mayEnd.countDown();
                    return result(loading); // So that no time passes while it is stored.
                },
                10,
                MINUTES);

        assertThat(getWithin(LEASE, second)).isEqualTo("tea 1");
        assertThat(gotAfter.get()).isBetween(ofMinutes(10), ofMinutes(12));
        assertThat(result(loading)).isEqualTo("tea 1");
    }

    @Test
    void aNodeLoadsWhenTheLeaseOfALoaderThatHasDiedHasExpired() throws Exception {
        Slow slow = new Slow();
        LoadingCache<String> first = onA().build(slow);
        LoadingCache<String> second = onB().build(this::count);
        Future<String> loading = onThread(() -> first.getOrLoad("tea"));
        slow.started.await();
        assertThat(getWithin(LEASE.plus(RETRY), second)).isEqualTo("tea 2");
        assertThat(gotAfter.get()).isBetween(LEASE, LEASE.plus(RETRY).plusMinutes(1));
        slow.mayEnd.countDown(); // It has only been slow.

        assertThat(result(loading)).isEqualTo("tea 1");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void aWaitEndsAtItsTimeout() throws Exception {
        Slow slow = new Slow();
        LoadingCache<String> first = onA().build(slow);
        LoadingCache<String> second = onB().waitTimeout(ofMinutes(10)).build(this::count);
        Future<String> loading = onThread(() -> first.getOrLoad("tea"));
        slow.started.await();

        assertThatExceptionOfType(LoadTimeoutException.class).isThrownBy(() -> getWithin(ofMinutes(12), second));
        assertThat(loads).hasValue(1);
        slow.mayEnd.countDown();
        assertThat(result(loading)).isEqualTo("tea 1");
    }

    @Test
    void aValueLivesForItsTtl() throws Exception {
        LoadingCache<String> first = onA().build(this::count);
        LoadingCache<String> second = onB().build(this::count);
        first.getOrLoad("tea");
        time.advance(TTL.minusMinutes(1));
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        time.advance(ofMinutes(2));

        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void jitterOnlyShortensTheLifeOfAValue() throws Exception {
        LoadingCache<String> first = onA().ttlJitter(0.5).random(() -> 0.5).build(this::count);
        LoadingCache<String> second = onB().build(this::count);
        first.getOrLoad("tea");
        time.advance(ofMinutes(44));
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        time.advance(ofMinutes(2));

        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void aValueThatIsInvalidatedIsLoadedAgainOnEveryNode() throws Exception {
        LoadingCache<String> first = onA().build(this::count);
        LoadingCache<String> second = onB().build(this::count);
        first.getOrLoad("tea");
        second.getOrLoad("tea");
        second.invalidate("tea");

        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void aLoadThatBeganBeforeAnInvalidationStoresNothing() throws Exception {
        LoadingCache<String> second = onB().build(this::count);
        LoadingCache<String> first = onA().build(key -> {
            String value = count(key);
            second.invalidate(key);
            return value;
        });

        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void aLoadThatIsOvertakenStoresNothing() throws Exception {
        LoadingCache<String> second = onB().build(this::count);
        LoadingCache<String> first = onA().build(key -> {
            String value = count(key);
            second.invalidate(key);
            assertThat(second.getOrLoad(key)).isEqualTo("tea 2");
            return value;
        });

        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void aFailureIsNotStored() throws Exception {
        LoadingCache<String> first = onA().build(key -> {
            throw new IllegalStateException("on purpose");
        });
        LoadingCache<String> second = onB().build(this::count);

        assertThatExceptionOfType(LoadFailedException.class)
                .isThrownBy(() -> first.getOrLoad("tea"))
                .havingCause()
                .withMessage("on purpose");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
    }

    @Test
    void oneNodeRefreshesAValueWhileAllGetTheOldOne() throws Exception {
        LoadingCache<String> first = onA().refreshAfter(0.5).build(this::count);
        LoadingCache<String> second = onB().refreshAfter(0.5).build(this::count);
        first.getOrLoad("tea");
        time.advance(ofMinutes(29));
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        time.advance(ofMinutes(2));
        assertThat(loads).hasValue(1);
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 1");
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1");
        time.advance(Duration.ZERO);

        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
        assertThat(second.getOrLoad("tea")).isEqualTo("tea 2");
        time.advance(ofMinutes(29));
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
        time.advance(Duration.ZERO);
        assertThat(loads).hasValue(2);
    }

    @Test
    void noValueIsAValueToo() throws Exception {
        LoadingCache<String> first = onA().build(key -> {
            loads.incrementAndGet();
            return null;
        });
        LoadingCache<String> second = onB().build(this::count);

        assertThat(first.getOrLoad("tea")).isNull();
        assertThat(second.getOrLoad("tea")).isNull();
        assertThat(loads).hasValue(1);
    }

    @Test
    void aLoadWhoseLeaseMayHaveBeenGrantedDelaysOthersForTheLease() throws Exception {
        LoadingCache<String> first = builder(losesItsFirstReply(), ofA).build(this::count);
        LoadingCache<String> second = onB().build(this::count);
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 1"); // For itself, as the default policy says.

        assertThat(getWithin(LEASE.plus(RETRY), second)).isEqualTo("tea 2");
        assertThat(gotAfter.get()).isBetween(LEASE, LEASE.plus(RETRY).plusMinutes(1));
        assertThat(first.getOrLoad("tea")).isEqualTo("tea 2");
    }

    @Test
    void thePolicyDecidesWhatHappensIfTheBackendIsUnavailable() throws Exception {
        DistributedCoordination unreachable = harness.connectUnreachable();
        LoadingCache<String> loading = builder(unreachable, ofA).build(this::count);
        LoadingCache<String> failing = builder(unreachable, ofA)
                .whenUnavailable(UnavailablePolicy.FAIL)
                .build(this::count);

        assertThat(loading.getOrLoad("tea")).isEqualTo("tea 1");
        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(() -> failing.getOrLoad("tea"));
        assertThat(loads).hasValue(1);
    }
}
