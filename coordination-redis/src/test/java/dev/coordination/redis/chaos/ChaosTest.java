// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a load on each set-up while its servers are disrupted, and writes what happened to {@code target/chaos}. */
@Tag("chaos")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ChaosTest {

    private static final double MINUTES = Double.parseDouble(System.getProperty("coordination.chaos.minutes", "10"));
    private static final long SEED =
            Long.getLong("coordination.chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));

    private static final Map<String, Supplier<ChaosSetup>> SETUPS = new TreeMap<>(
            Map.of("single", SingleSetup::new, "sentinel", SentinelSetup::new, "cluster", ClusterSetup::new));

    /** Returns the set-up that the setting {@code coordination.chaos.setup} names, or all. */
    static Set<String> setups() {
        String setup = System.getProperty("coordination.chaos.setup", "");
        if (!setup.isEmpty() && !SETUPS.containsKey(setup)) {
            throw new IllegalArgumentException(
                    "coordination.chaos.setup must be one of " + SETUPS.keySet() + ", but was " + setup);
        }
        return setup.isEmpty() ? SETUPS.keySet() : Set.of(setup);
    }

    @ParameterizedTest
    @MethodSource("setups")
    void nothingAcknowledgedIsLost(String setup) throws Exception {
        run(SETUPS.get(setup).get());
    }

    private static void run(ChaosSetup setup) throws Exception {
        try (setup) {
            System.out.println("coordination.chaos.seed=" + SEED);
            assertThat(new ChaosRun(setup, Duration.ofMillis((long) (MINUTES * 60_000)), SEED).run())
                    .isEmpty();
        }
    }
}
