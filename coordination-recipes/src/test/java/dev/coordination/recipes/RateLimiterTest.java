// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of the rate limiter on a fake clock: 10 permits in 4 s, so segments last 1 s and live 5.5 s. */
@CoordinationTest
class RateLimiterTest {

    enum Kind {
        FIXED,
        SLIDING
    }

    private final FakeClock clock;
    private final DistributedCoordination real;
    private final DistributedCoordination coordination;

    private final List<String> requests = new ArrayList<>();
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    RateLimiterTest(FakeClock clock, DistributedCoordination coordination) {
        this.clock = clock;
        this.real = coordination;
        SharedCache cache = proxy(
                SharedCache.class,
                (name, call) -> {
                    requests.add(name);
                    before.run();
                    Object reply = call.make();
                    after.run();
                    return reply;
                },
                coordination.cache());
        this.coordination = proxy(
                DistributedCoordination.class,
                (name, call) -> name.equals("cache") ? cache : call.make(),
                coordination);
    }

    private interface Call {
        Object make() throws Throwable;
    }

    private interface Around {
        Object make(String name, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Around around, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> around.make(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }

    private RateLimiter limiter(Kind kind) {
        return kind == Kind.FIXED ? RateLimiter.fixedWindow(coordination, "signups", 10, ofSeconds(4)) : sliding(clock);
    }

    private RateLimiter sliding(Clock ofProcess) {
        return RateLimiter.slidingWindow(coordination, "signups", 10, ofSeconds(4), 4, ofProcess);
    }

    private static int acquireAll(RateLimiter limiter) {
        int granted = 0;
        while (limiter.tryAcquire()) {
            granted++;
        }
        return granted;
    }

    private static void unavailable() {
        throw new CoordinationUnavailableException("the backend is unavailable");
    }

    // ---- E-16

    @Test
    @Tag("E-16")
    void aWindowBeginsWithItsFirstPermitAndEndsWhenItsDurationHasPassed() {
        RateLimiter limiter = limiter(Kind.FIXED);
        clock.advance(ofMillis(3_700)); // Windows are not aligned to the clock.
        assertThat(limiter.tryAcquire()).isTrue();
        clock.advance(ofMillis(3_999));
        assertThat(acquireAll(limiter)).isEqualTo(9);
        assertThat(limiter.tryAcquire()).isFalse();
        clock.advance(ofMillis(1));

        assertThat(acquireAll(limiter)).isEqualTo(10);
    }

    @Test
    @Tag("E-16")
    void refusedPermitsDoNotProlongAWindow() {
        RateLimiter limiter = limiter(Kind.FIXED);
        acquireAll(limiter);
        for (int i = 0; i < 40; i++) {
            assertThat(limiter.tryAcquire()).isFalse();
            clock.advance(ofMillis(100));
        }

        assertThat(limiter.tryAcquire()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000, Integer.MAX_VALUE})
    @Tag("E-16")
    void aWindowHasAsManyPermitsAsTheLimit(int limit) {
        RateLimiter limiter = RateLimiter.fixedWindow(coordination, "signups", limit, ofSeconds(4));
        assertThat(limiter.tryAcquire(limit)).isTrue();

        assertThat(limiter.tryAcquire(limit)).isFalse();
        assertThat(limiter.tryAcquire()).isFalse();
    }

    @Test
    @Tag("E-16")
    void aCounterThatIsFullToTheBrimRefuses() {
        real.cache().setText("signups", Long.toString(Long.MAX_VALUE));

        assertThat(limiter(Kind.FIXED).tryAcquire()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E-16")
    void limitersOfTheSameNameShareTheirPermits(Kind kind) {
        RateLimiter other = limiter(kind);
        assertThat(limiter(kind).tryAcquire(6)).isTrue();

        assertThat(acquireAll(other)).isEqualTo(4);
    }

    // ---- E-17

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "2, 1", "3, 2", "10, 4", "100, 10"})
    @Tag("E-17")
    void inNoSpanOfAWindowAreThereMorePermitsThanTheLimit(int limit, int segments) {
        for (int seed = 0; seed < 20; seed++) {
            check(limit, segments, new Random(seed), "signups:" + seed);
        }
    }

    /** Requests permits of three processes, whose clocks differ by hours, at random times. */
    private void check(int limit, int segments, Random random, String name) {
        List<RateLimiter> processes = new ArrayList<>();
        for (Duration skew :
                List.of(Duration.ZERO, Duration.ofHours(2), Duration.ofHours(-5).plusMillis(333))) {
            processes.add(RateLimiter.slidingWindow(
                    coordination, name, limit, ofSeconds(4), segments, Clock.offset(clock, skew)));
        }
        List<Instant> granted = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int permits = 1 + random.nextInt(Math.min(limit, 5));
            after = () -> clock.advance(ofMillis(random.nextInt(20) == 0 ? 400 : 0)); // Some requests are slow.
            if (processes.get(random.nextInt(3)).tryAcquire(permits)) {
                for (int permit = 0; permit < permits; permit++) {
                    granted.add(clock.instant());
                }
            }
            after = () -> {};
            clock.advance(ofMillis(random.nextInt(random.nextInt(20) == 0 ? 4_000 : 3_000 / limit + 1)));
        }
        assertThat(granted).hasSizeGreaterThan(limit);
        for (int i = limit; i < granted.size(); i++) {
            assertThat(Duration.between(granted.get(i - limit), granted.get(i))).isGreaterThan(ofSeconds(4));
        }
    }

    @Test
    @Tag("E-17")
    void permitsAtTheEndOfASegmentCountForAWholeWindow() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        assertThat(limiter.tryAcquire()).isTrue();
        clock.advance(ofMillis(999));
        assertThat(acquireAll(limiter)).isEqualTo(9);
        clock.advance(ofSeconds(4));
        assertThat(limiter.tryAcquire()).isFalse();
        clock.advance(ofMillis(501));

        assertThat(acquireAll(limiter)).isEqualTo(10);
    }

    @Test
    @Tag("E-17")
    void aPermitWhoseSegmentClosesBeforeTheReplyIsRefused() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        assertThat(limiter.tryAcquire()).isTrue();
        after = () -> {
            after = () -> {};
            clock.advance(ofSeconds(1));
        };

        assertThat(limiter.tryAcquire()).isFalse();
        assertThat(limiter.tryAcquire()).isTrue(); // In the next segment.
    }

    @Test
    @Tag("E-17")
    void aProcessJoinsTheSegmentThatIsOpen() {
        assertThat(limiter(Kind.SLIDING).tryAcquire()).isTrue();
        clock.advance(ofMillis(600));
        RateLimiter other = limiter(Kind.SLIDING);
        assertThat(other.tryAcquire()).isTrue();
        assertThat(real.cache().getText("signups:0")).contains("2");
        clock.advance(ofMillis(400)); // The segment closes a second after its first permit, whoever asks.
        assertThat(other.tryAcquire()).isTrue();

        assertThat(real.cache().getText("signups:0")).contains("2");
        assertThat(real.cache().getText("signups:1")).contains("1");
    }

    @Test
    @Tag("E-17")
    void permitsFlowSteadilyUnderLoad() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        int granted = 0;
        for (int i = 0; i < 5_500; i++) { // 55 s, with a request each 10 ms.
            granted += limiter.tryAcquire() ? 1 : 0;
            clock.advance(ofMillis(10));
        }

        assertThat(granted).isBetween(100, 137); // 10 in 5.5 s at the least, 10 in 4 s at the most.
    }

    // ---- E-18

    @ParameterizedTest
    @EnumSource
    @Tag("E-18")
    void aRefusedRequestForSeveralPermitsLeavesThoseThatAreFree(Kind kind) {
        RateLimiter limiter = limiter(kind);
        assertThat(limiter.tryAcquire(7)).isTrue();
        assertThat(limiter.tryAcquire(4)).isFalse();

        assertThat(limiter.tryAcquire(3)).isTrue();
        assertThat(limiter.tryAcquire()).isFalse();
    }

    @Test
    @Tag("E-18")
    void ofTheRefusedRequestsInASlidingWindowOnlyTheFirstCounts() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        assertThat(acquireAll(limiter)).isEqualTo(10);
        requests.clear();
        for (int i = 0; i < 20; i++) {
            assertThat(limiter.tryAcquire()).isFalse();
        }

        assertThat(requests).doesNotContain("increment");
        clock.advance(ofMillis(5_500));
        assertThat(acquireAll(limiter)).isEqualTo(10);
    }

    @Test
    @Tag("E-18")
    void allPermitsOfASlidingWindowAreFreeAfterAWindowAndOneAndAHalfSegments() {
        for (int i = 0; i < 20; i++) {
            limiter(Kind.SLIDING).tryAcquire();
        }
        clock.advance(ofMillis(5_500));

        assertThat(acquireAll(limiter(Kind.SLIDING))).isEqualTo(10);
    }

    @Test
    @Tag("E-18")
    void refusedRequestsWhoseSegmentsHaveClosedCount() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        after = () -> {
            if (requests.get(requests.size() - 1).equals("increment")) {
                clock.advance(ofSeconds(1));
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.tryAcquire()).isFalse();
        }
        after = () -> {};
        assertThat(acquireAll(limiter)).isEqualTo(7);
        clock.advance(ofMillis(5_500));

        assertThat(acquireAll(limiter)).isEqualTo(10);
    }

    // ---- E-19

    @ParameterizedTest
    @EnumSource
    @Tag("E-19")
    void anUnavailableBackendIsPassedOn(Kind kind) {
        RateLimiter limiter = limiter(kind);
        before = RateLimiterTest::unavailable;
        assertThatThrownBy(limiter::tryAcquire).isInstanceOf(CoordinationUnavailableException.class);
        before = () -> {};

        assertThat(acquireAll(limiter)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E-19")
    void aPermitWhoseReplyIsLostCounts(Kind kind) {
        RateLimiter limiter = limiter(kind);
        after = () -> {
            if (requests.get(requests.size() - 1).equals("increment")) {
                unavailable();
            }
        };
        assertThatThrownBy(limiter::tryAcquire).isInstanceOf(CoordinationUnavailableException.class);
        after = () -> {};

        assertThat(acquireAll(limiter)).isEqualTo(9);
    }

    // ---- E-20

    @ParameterizedTest
    @CsvSource({"FIXED, -2147483648", "FIXED, 0", "FIXED, 11", "SLIDING, 0", "SLIDING, -1", "SLIDING, 11"})
    @Tag("E-20")
    void permitsThatCouldNeverBeGrantedAreRefused(Kind kind, int permits) {
        RateLimiter limiter = limiter(kind);

        assertThatThrownBy(() -> limiter.tryAcquire(permits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permits must be from 1 to the limit, 10 (E-20), but was " + permits);
        assertThat(requests).isEmpty();
    }

    @Test
    @Tag("E-20")
    void aFixedWindowTakesOneRequest() {
        RateLimiter limiter = limiter(Kind.FIXED);
        acquireAll(limiter);

        assertThat(requests).hasSize(11).containsOnly("increment");
    }

    @Test
    @Tag("E-20")
    void aSlidingWindowTakesTwoRequestsMoreThanSegments() {
        RateLimiter limiter = limiter(Kind.SLIDING);
        assertThat(limiter.tryAcquire()).isTrue();
        requests.clear();
        assertThat(limiter.tryAcquire()).isTrue();

        assertThat(requests).containsExactly("increment", "getText", "getText", "getText", "getText", "getText");
    }

    static Stream<Arguments> foreignValues() {
        return Stream.of("no number", "", " 1", "1.5", "-1", "-100", "" + Long.MIN_VALUE, "9223372036854775808")
                .flatMap(value -> Stream.concat(
                        Stream.of(Arguments.of(Kind.FIXED, "signups", value)),
                        IntStream.range(0, 6).mapToObj(i -> Arguments.of(Kind.SLIDING, "signups:" + i, value))));
    }

    @ParameterizedTest
    @MethodSource("foreignValues")
    @Tag("E-20")
    void aKeyThatHoldsNoNumberOfPermitsIsReported(Kind kind, String key, String value) {
        real.cache().setText(key, value);
        RateLimiter limiter = limiter(kind);

        assertThatThrownBy(limiter::tryAcquire)
                .isInstanceOf(NotACounterException.class)
                .hasMessageContaining("\"" + key + "\"");
        real.cache().setText(key, value);
        assertThatThrownBy(() -> limiter.tryAcquire(2))
                .isInstanceOf(NotACounterException.class)
                .hasMessageContaining("\"" + key + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT4S, 4",
        "-1, PT4S, 4",
        "10, PT0S, 4",
        "10, PT-1S, 4",
        "10, P36501D, 4",
        "10, P36500D, 4",
        "10, PT4S, 0",
        "10, PT4S, 101",
        "10, PT0.039S, 4"
    })
    @Tag("E-20")
    void settingsThatCannotWorkAreRefused(int limit, Duration window, int segments) {
        assertThatThrownBy(() -> RateLimiter.slidingWindow(coordination, "signups", limit, window, segments, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, PT4S", "10, PT0S", "10, P36501D"})
    @Tag("E-20")
    void settingsOfAFixedWindowThatCannotWorkAreRefused(int limit, Duration window) {
        assertThatThrownBy(() -> RateLimiter.fixedWindow(coordination, "signups", limit, window))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimiter.fixedWindow(coordination, "", 1, ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> RateLimiter.fixedWindow(coordination, "signups", 1, Duration.ofDays(36_500)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    @Tag("E-17")
    void applicationsChooseTheNumberOfSegmentsWithoutAClock(int segments) {
        RateLimiter limiter = RateLimiter.slidingWindow(coordination, "signups", 2, Duration.ofHours(1), segments);

        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isFalse();
    }

    @Test
    void texts() {
        assertThat(limiter(Kind.FIXED)).hasToString("RateLimiter[name=\"signups\", limit=10, fixed window=PT4S]");
        assertThat(limiter(Kind.SLIDING)).hasToString("RateLimiter[name=\"signups\", limit=10, sliding window=PT4S]");
        assertThat(RateLimiter.slidingWindow(coordination, "signups", 10, ofSeconds(4))
                        .tryAcquire())
                .isTrue();
    }
}
