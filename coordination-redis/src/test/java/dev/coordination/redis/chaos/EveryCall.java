// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of each area on a handle that should work. */
final class EveryCall {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final Family family;
    private final DistributedCoordination handle;

    EveryCall(Family family, DistributedCoordination handle) {
        this.family = family;
        this.handle = handle;
    }

    /** Makes the calls. Returns why one of them has failed, or null if all have succeeded. */
    @Nullable
    String failure() {
        try {
            return wrongAnswer(UUID.randomUUID().toString());
        } catch (CoordinationException e) {
            return e.toString();
        }
    }

    private @Nullable String wrongAnswer(String name) {
        byte[] value = name.getBytes(UTF_8);
        handle.cache().set("last-" + name, value, TTL);
        if (!handle.cache().getText("last-" + name).equals(java.util.Optional.of(name))) {
            return "get does not return what was set";
        }
        if (handle.cache().deleteMatching("last-" + name + "*") != 1) {
            return "deleteMatching does not find what was set";
        }
        Leadership term =
                handle.leaderElection().tryAcquire("last-" + name, "node", TTL).orElseThrow();
        if (!handle.leaderElection().release(term)) {
            return "release does not find the term";
        }
        handle.clusterMembership().register("last-" + name, Map.of(), TTL);
        if (!handle.clusterMembership().activeNodes().contains("last-" + name)
                || !handle.clusterMembership().deregister("last-" + name)) {
            return "the node that was registered is not active";
        }
        if (family.pubSub() == PubSubLoad.NONE) {
            return null;
        }
        try (Subscription subscription = handle.pubSub().subscribe(name)) {
            family.handles().get(0).pubSub().publish(name, value);
            return subscription.poll().isPresent() ? null : "what was published does not arrive";
        }
    }
}
