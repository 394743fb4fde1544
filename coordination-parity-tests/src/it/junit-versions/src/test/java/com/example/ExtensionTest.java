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
class ExtensionTest {

    @Test
    void runsOnTheVersionThatTheBuildSelects() {
        assertThat(Test.class.getPackage().getImplementationVersion()).isEqualTo(System.getProperty("junit.version"));
    }

    @Test
    void aLeaseEnds(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock) {
        assertThat(a.leaderElection().tryAcquire("nightly", "node-a", Duration.ofSeconds(30))).isPresent();
        assertThat(b).hasLeader("nightly", "node-a");

        clock.advance(Duration.ofSeconds(30));

        assertThat(b).hasNoLeader("nightly");
    }
}
