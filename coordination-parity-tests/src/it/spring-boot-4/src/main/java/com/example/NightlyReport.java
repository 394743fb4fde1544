package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes the report at two o'clock, on the leading node. */
@Component
public class NightlyReport {

    private final DistributedCoordination coordination;
    private final String nodeId;

    NightlyReport(DistributedCoordination coordination, @Value("${node.id}") String nodeId) {
        this.coordination = coordination;
        this.nodeId = nodeId;
    }

    @Scheduled(cron = "0 0 2 * * *", zone = "UTC")
    public void write() {
        if (coordination.leaderElection().tryAcquire("nightly", nodeId, Duration.ofMinutes(1)).isPresent()) {
            coordination.cache().set("nightly:written-by", nodeId.getBytes(UTF_8), Duration.ofDays(2));
        }
    }
}
