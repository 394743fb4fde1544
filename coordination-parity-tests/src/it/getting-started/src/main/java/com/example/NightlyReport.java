package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Writes a report once a day, on one of the nodes. */
public final class NightlyReport {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    private final DistributedCoordination coordination;
    private final String nodeId;

    public NightlyReport(DistributedCoordination coordination, String nodeId) {
        this.coordination = coordination;
        this.nodeId = nodeId;
    }

    /** Writes the report if it is this node's turn, and returns whether it did. */
    public boolean run() {
        Optional<Leadership> held = coordination.leaderElection().tryAcquire("nightly", nodeId, LEASE);
        if (held.isEmpty()) {
            return false;
        }
        byte[] author = nodeId.getBytes(StandardCharsets.UTF_8);
        return coordination.cache().setIfAbsent("nightly:done", author, DAY);
    }
}
