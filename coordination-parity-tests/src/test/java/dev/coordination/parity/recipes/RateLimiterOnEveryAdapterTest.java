// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.NotACounterException;
import dev.coordination.recipes.RateLimiter;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests rate limiters on two nodes, in memory and on Redis. */
class RateLimiterOnEveryAdapterTest extends RecipeTest {

    private static final int LIMIT = 6;
    private static final Duration WINDOW = ofMinutes(60);
    private static final int SEGMENTS = 4;
    private static final int RACERS = 6;

    RateLimiterOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private static RateLimiter fixed(DistributedCoordination node) {
        return RateLimiter.fixedWindow(node, "signups", LIMIT, WINDOW);
    }

    private RateLimiter sliding(DistributedCoordination node) {
        return RateLimiter.slidingWindow(node, "signups", LIMIT, WINDOW, SEGMENTS, time.clock());
    }

    /** Returns how many of twice as many requests as permits, on each of two nodes in turn, are granted. */
    private static long granted(RateLimiter first, RateLimiter second) {
        return IntStream.range(0, 2 * LIMIT)
                .filter(i -> (i % 2 == 0 ? first : second).tryAcquire())
                .count();
    }

    @Test
    void twoNodesShareThePermitsOfAFixedWindow() {
        RateLimiter first = fixed(a);
        RateLimiter second = fixed(b);
        for (int i = 0; i < 3; i++) {
            assertThat(granted(first, second)).as("window %d", i).isEqualTo(LIMIT);
            time.advance(WINDOW.plusMinutes(1));
        }
    }

    @Test
    void refusedRequestsDoNotProlongAFixedWindow() {
        RateLimiter first = fixed(a);
        RateLimiter second = fixed(b);
        assertThat(first.tryAcquire(LIMIT)).isTrue();
        for (int i = 0; i < 5; i++) {
            time.advance(ofMinutes(11));
            assertThat(second.tryAcquire()).as("after %d minutes", 11 * (i + 1)).isFalse();
        }
        time.advance(ofMinutes(6));

        assertThat(second.tryAcquire()).isTrue();
    }

    @Test
    void aRefusedRequestForSeveralPermitsOfAFixedWindowUsesUpNone() {
        RateLimiter first = fixed(a);
        RateLimiter second = fixed(b);
        assertThat(first.tryAcquire(LIMIT - 2)).isTrue();
        assertThat(second.tryAcquire(3)).isFalse();
        assertThat(second.tryAcquire(2)).isTrue();

        assertThat(first.tryAcquire()).isFalse();
    }

    @Test
    void racingThreadsOfTwoNodesGetThePermitsOfAFixedWindowOnce() throws Exception {
        assertThat(grantedInARace(fixed(a), fixed(b))).isEqualTo(LIMIT);
    }

    @Test
    void racingThreadsOfTwoNodesGetAtMostThePermitsOfASlidingWindow() throws Exception {
        assertThat(grantedInARace(sliding(a), sliding(b))).isLessThanOrEqualTo(LIMIT);
    }

    private long grantedInARace(RateLimiter first, RateLimiter second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Future<Long>> racing = new ArrayList<>();
        for (int i = 0; i < RACERS / 2; i++) {
            racing.add(onThread(() -> {
                start.await();
                return granted(first, second);
            }));
            racing.add(onThread(() -> {
                start.await();
                return granted(second, first);
            }));
        }
        long sum = 0;
        for (Future<Long> count : racing) {
            sum += result(count);
        }
        return sum;
    }

    @Test
    void aSlidingWindowGrantsNoBurstAtItsEdge() {
        RateLimiter first = sliding(a);
        RateLimiter second = sliding(b);
        assertThat(granted(first, second)).isEqualTo(LIMIT);
        time.advance(WINDOW.minusMinutes(1));
        assertThat(granted(first, second)).isZero();
        time.advance(WINDOW.dividedBy(SEGMENTS).multipliedBy(3).dividedBy(2).plusMinutes(2));
        time.advance(WINDOW); // The first of the requests that were refused may count.

        assertThat(granted(second, first)).isEqualTo(LIMIT);
    }

    @Test
    void inAnySpanOfASlidingWindowAtMostTheLimitIsGranted() {
        List<RateLimiter> nodes = List.of(sliding(a), sliding(b));
        Duration step = ofMinutes(7);
        List<Duration> granted = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Duration now = step.multipliedBy(i);
            if (nodes.get(i % 2).tryAcquire(i % 3 == 0 ? 2 : 1)) {
                granted.add(now);
                if (i % 3 == 0) {
                    granted.add(now);
                }
            }
            time.advance(step);
        }

        assertThat(granted).hasSizeGreaterThan(4 * LIMIT); // In 7 windows.
        for (Duration end : granted) {
            List<Duration> inSpan = granted.stream()
                    .filter(at -> at.compareTo(end) <= 0 && at.compareTo(end.minus(WINDOW)) > 0)
                    .collect(toList());
            assertThat(inSpan).as("granted in the window up to %s", end).hasSizeLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    void aPermitWhoseReplyWasLostCounts() {
        RateLimiter losing = fixed(losesItsFirstReply());
        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(losing::tryAcquire);

        assertThat(granted(losing, fixed(b))).isEqualTo(LIMIT - 1);
        time.advance(WINDOW.plusMinutes(1));
        assertThat(granted(losing, fixed(b))).isEqualTo(LIMIT);
    }

    @Test
    void aPermitOfASlidingWindowWhoseReplyWasLostCounts() {
        RateLimiter losing = sliding(losesItsFirstReply());
        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(losing::tryAcquire);

        assertThat(granted(losing, sliding(b))).isEqualTo(LIMIT - 1);
    }

    @Test
    void aKeyThatHoldsSomethingElseIsReported() {
        b.cache().set("signups", new byte[] {'x'}, WINDOW);

        assertThatExceptionOfType(NotACounterException.class).isThrownBy(() -> fixed(a).tryAcquire());
    }

    @Test
    void anUnavailableBackendIsReported() {
        RateLimiter limiter = fixed(harness.connectUnreachable());

        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(limiter::tryAcquire);
    }
}
