// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what holds in every run of two nodes with random settings, actions, faults, and foreign entries. */
@CoordinationTest
class LoadingCacheRandomTest {

    private static final int RUNS = 50;
    private static final int STEPS = 40;

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCache a;
    private final ScriptedCache b;
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    LoadingCacheRandomTest(
            FakeClock clock,
            ScheduledExecutorService scheduler,
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.a = new ScriptedCache(a);
        this.b = new ScriptedCache(b);
    }

    private LoadingCacheBuilder<String> builder(DistributedCoordination coordination) {
        return LoadingCache.builder(coordination, "prices", scheduler)
                .clock(clock)
                .errorHandler(errors::add);
    }

    @ParameterizedTest
    @EnumSource(UnavailablePolicy.class)
    @Tag("E-51")
    @Tag("E-52")
    @Tag("E-53")
    void noCallGetsAValueFromBeforeTheLastInvalidation(UnavailablePolicy policy) throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            run(seed, policy);
        }
    }

    private void run(int seed, UnavailablePolicy policy) throws Exception {
        Random random = new Random(seed);
        String key = "k" + seed;
        AtomicInteger version = new AtomicInteger();
        List<ScriptedCache> nodes = List.of(a, b);
        List<LoadingCache<String>> caches = new ArrayList<>();
        for (ScriptedCache node : nodes) {
            caches.add(builder(node)
                    .ttl(ofSeconds(20 + random.nextInt(100)))
                    .ttlJitter(random.nextDouble() * 0.9)
                    .random(random::nextDouble)
                    .refreshAfter(0.1 + random.nextDouble() * 0.8)
                    .localEntries(1 + random.nextInt(2))
                    .leaseDuration(ofMillis(500))
                    .waitTimeout(ofMillis(1 + random.nextInt(2_000)))
                    .whenUnavailable(policy)
                    .build(unused -> version.get() % 3 == 2 ? null : "v" + version.get()));
        }
        int[] atLeast = {0, 0}; // The version that each node must return at least.
        StringBuilder log = new StringBuilder(policy + ", seed " + seed + ":");
        for (int step = 0; step < STEPS; step++) {
            int node = random.nextInt(2);
            boolean faulty = random.nextInt(4) == 0;
            if (faulty) {
                failOnce(nodes.get(random.nextInt(2)), random, log);
            }
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> {
                    Integer got = get(caches.get(node), key, log);
                    if (got != null) {
                        assertThat(got).as(log.toString()).isBetween(atLeast[node], version.get());
                    }
                }
                case 5, 6 -> {
                    int updated = version.incrementAndGet();
                    if (invalidate(caches.get(node), key, log)) {
                        atLeast[node] = updated;
                        if (policy
                                != UnavailablePolicy.STALE) { // Otherwise, the other node may still know the old value.
                            atLeast[1 - node] = updated;
                        }
                    }
                }
                case 7 -> {
                    byte[] foreign = new byte[random.nextInt(20)];
                    random.nextBytes(foreign);
                    if (!faulty) {
                        nodes.get(node).cache().set("prices:" + key, foreign, ofSeconds(60));
                        log.append(" foreign");
                    }
                }
                default -> {
                    int seconds = random.nextInt(30);
                    clock.advance(ofSeconds(seconds));
                    log.append(" +").append(seconds).append('s');
                }
            }
            for (ScriptedCache each : nodes) {
                each.before = request -> {};
                each.after = request -> {};
            }
        }
        assertThat(errors).as(log.toString()).allMatch(CoordinationUnavailableException.class::isInstance);
    }

    /** Has one of the next requests of a node fail, either before or after it takes effect. */
    private static void failOnce(ScriptedCache node, Random random, StringBuilder log) {
        boolean before = random.nextBoolean();
        AtomicInteger left = new AtomicInteger(random.nextInt(4));
        Consumer<String> fault = request -> {
            if (left.getAndDecrement() == 0) {
                log.append(before ? " !" : " ?").append(request);
                throw Waits.unavailable();
            }
        };
        if (before) {
            node.before = fault;
        } else {
            node.after = fault;
        }
    }

    /** Returns the version of the value, or {@code null} if there is none. */
    private Integer get(LoadingCache<String> cache, String key, StringBuilder log) throws Exception {
        try {
            String value = clock.during(ofSeconds(2), () -> cache.getOrLoad(key));
            log.append(" get=").append(value);
            return value == null ? null : Integer.valueOf(value.substring(1));
        } catch (LoadTimeoutException | CoordinationUnavailableException e) {
            log.append(" get: ").append(e);
            return null;
        } catch (RuntimeException e) {
            throw new AssertionError(log.toString(), e);
        }
    }

    private static boolean invalidate(LoadingCache<String> cache, String key, StringBuilder log) {
        try {
            cache.invalidate(key);
            log.append(" invalidate");
            return true;
        } catch (CoordinationUnavailableException e) {
            log.append(" invalidate: unavailable");
            return false;
        }
    }
}
