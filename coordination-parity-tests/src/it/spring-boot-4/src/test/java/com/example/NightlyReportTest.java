package com.example;

import static dev.coordination.junit.CoordinationAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(properties = "scheduling.enabled=false")
@Import(SwappedCoordination.class)
@ExtendWith(CoordinationExtension.class)
class NightlyReportTest {

    @Autowired
    NightlyReport report;

    @BeforeEach
    void useTheCoordinationOfThisTest(
            @Autowired HotSwappableTargetSource target, DistributedCoordination coordination) {
        target.swap(coordination);
    }

    @Test
    void theLeaderWritesTheReport(DistributedCoordination coordination) {
        report.write();

        assertThat(coordination).hasLeader("nightly", "node-a").hasValue("nightly:written-by", "node-a");
    }

    @Test
    void anotherNodeWritesNothingWhileTheLeaseLasts(@Node("b") DistributedCoordination other, FakeClock clock) {
        other.leaderElection().tryAcquire("nightly", "node-b", Duration.ofMinutes(1));

        report.write();
        assertThat(other).hasLeader("nightly", "node-b").hasNoValue("nightly:written-by");

        clock.advance(Duration.ofMinutes(1));
        report.write();
        assertThat(other).hasLeader("nightly", "node-a");
    }
}
