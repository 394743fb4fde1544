package com.example;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
class NightlyReportTest {

    @Test
    void oneNodeWritesTheReport(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b) {
        assertThat(new NightlyReport(a, "node-a").run()).isTrue();
        assertThat(new NightlyReport(b, "node-b").run()).isFalse();

        assertThat(b).hasLeader("nightly", "node-a").hasValue("nightly:done", "node-a");
    }

    @Test
    void theNextDayItIsWrittenAgain(DistributedCoordination coordination, FakeClock clock) {
        NightlyReport report = new NightlyReport(coordination, "node-a");
        assertThat(report.run()).isTrue();
        assertThat(report.run()).isFalse();

        clock.advance(Duration.ofHours(24));

        assertThat(report.run()).isTrue();
    }
}
