// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/recipes.md}. */
@CoordinationTest
class LockRegistryExampleTest {

    private static CoordinationLockRegistry registry(DistributedCoordination coordination) {
        CoordinationLockRegistry registry = new CoordinationLockRegistry(coordination, "orders", ofSeconds(30));
        return registry;
    }

    @Test
    void aNodeWaitsUntilTheLockOfAnotherOneHasExpired(
            @Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock)
            throws Exception {
        CoordinationLockRegistry registry = registry(b);
        registry.setTime(clock, clock::sleep);
        registry(a).obtain("17").lock();
        List<Duration> waited = new ArrayList<>();
        var start = clock.instant();

        clock.during(ofSeconds(60), () -> {
            registry.executeLocked("17", () -> waited.add(Duration.between(start, clock.instant())));
            return null;
        });

        assertThat(waited).containsExactly(ofSeconds(30));
    }
}
