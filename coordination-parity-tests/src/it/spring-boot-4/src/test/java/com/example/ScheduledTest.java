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

@SpringBootTest
@Import(FakeTime.class)
class ScheduledTest {

    @Autowired
    FakeClock clock;

    @Autowired
    DistributedCoordination coordination;

    @BeforeEach
    void empty(@Autowired MemoryBackend backend) {
        backend.clear();
    }

    @Test
    void theReportIsWrittenWithinADay() {
        assertThat(coordination).hasNoValue("nightly:written-by");

        clock.advance(Duration.ofDays(1));

        assertThat(coordination).hasValue("nightly:written-by", "node-a");
    }
}
