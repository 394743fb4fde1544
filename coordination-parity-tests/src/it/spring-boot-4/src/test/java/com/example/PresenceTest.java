package com.example;

import static dev.coordination.junit.CoordinationAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** Tests a task that runs at a fixed rate, in the same application context as {@link ScheduledTest}. */
@SpringBootTest
@Import(FakeTime.class)
class PresenceTest {

    @Autowired
    FakeClock clock;

    @Autowired
    DistributedCoordination coordination;

    @BeforeEach
    void empty(@Autowired MemoryBackend backend) {
        backend.clear();
    }

    @Test
    void theNodeStaysActive() {
        clock.advance(Duration.ofMinutes(5));

        assertThat(coordination).hasActiveNodes("node-a").hasNoValue("nightly:written-by");
    }
}
