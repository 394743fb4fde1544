package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Of all nodes one writes the report, once a day. */
public final class NightlyReport {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    private final DistributedCoordination coordination;
    private final String nodeId;

    public NightlyReport(DistributedCoordination coordination, String nodeId) {
        this.coordination = coordination;
        this.nodeId = nodeId;
    }

    /** Returns whether this node wrote it. */
    public boolean run() {
        Optional<Leadership> held = coordination.leaderElection().tryAcquire("nightly", nodeId, LEASE);
        if (held.isEmpty()) {
            return false;
        }
        byte[] author = nodeId.getBytes(StandardCharsets.UTF_8);
        return coordination.cache().setIfAbsent("nightly:done", author, DAY);
    }
}
