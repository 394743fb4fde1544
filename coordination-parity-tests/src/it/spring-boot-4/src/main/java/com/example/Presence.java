package com.example;

import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps this node in the list of active nodes. */
@Component
public class Presence {

    private static final Duration TTL = Duration.ofSeconds(30);

    private final DistributedCoordination coordination;
    private final String nodeId;

    Presence(DistributedCoordination coordination, @Value("${node.id}") String nodeId) {
        this.coordination = coordination;
        this.nodeId = nodeId;
    }

    @Scheduled(fixedRate = 10_000)
    public void renew() {
        if (!coordination.clusterMembership().heartbeat(nodeId, TTL)) {
            coordination.clusterMembership().register(nodeId, Map.of(), TTL);
        }
    }
}
