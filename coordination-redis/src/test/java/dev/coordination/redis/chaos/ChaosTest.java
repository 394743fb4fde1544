// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs a load on each set-up while its servers are disrupted, and writes what happened to {@code target/chaos}. */
@Tag("chaos")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ChaosTest {

    private static final double MINUTES = Double.parseDouble(System.getProperty("coordination.chaos.minutes", "10"));
    private static final long SEED =
            Long.getLong("coordination.chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));

    @Test
    void singleServer() throws Exception {
        run(new SingleSetup());
    }

    @Test
    void sentinel() throws Exception {
        run(new SentinelSetup());
    }

    @Test
    void cluster() throws Exception {
        run(new ClusterSetup());
    }

    private static void run(ChaosSetup setup) throws Exception {
        try (setup) {
            System.out.println("coordination.chaos.seed=" + SEED);
            assertThat(new ChaosRun(setup, Duration.ofMillis((long) (MINUTES * 60_000)), SEED).run())
                    .isEmpty();
        }
    }
}
