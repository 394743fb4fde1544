// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Is a node that registers, sends heartbeats and leaves, and looks at the others. */
final class MemberWorker implements Worker {

    private static final int SHORTEST_TTL_MILLIS = 300;
    private static final int LONGEST_TTL_MILLIS = 4_000;

    /** The ids of nodes, and what was done to them. */
    static final class Shared {
        private final AtomicLong nodes = new AtomicLong();
        private final MemberHistory history = new MemberHistory();

        List<String> broken(Family family) {
            List<String> broken = new ArrayList<>(history.broken(family.keeps()));
            // Registered now, so that it is the last change, which every handle must know.
            family.handles().get(0).clusterMembership().register("last", Map.of("k", "v"), Duration.ofMinutes(10));
            family.handles().forEach(handle -> {
                Map<String, Map<String, String>> members =
                        handle.clusterMembership().members();
                if (!Map.of("k", "v").equals(members.get("last"))) {
                    broken.add(handle + " does not list a node that was registered at the end: " + members);
                }
            });
            return broken;
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;
    private Duration ttl = Duration.ZERO;
    private @Nullable String node;

    MemberWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
    }

    @Override
    public void step(RandomGenerator random) {
        String id = node;
        if (random.nextInt(4) == 0) {
            look(random);
        } else if (id == null) {
            ttl = Duration.ofMillis(random.nextInt(SHORTEST_TTL_MILLIS, LONGEST_TTL_MILLIS));
            register("node-" + shared.nodes.incrementAndGet(), random);
        } else {
            switch (random.nextInt(16)) {
                case 0 -> register(id, random);
                case 1 -> deregister(id, random);
                case 2 -> node = null;
                default -> heartbeat(id, random);
            }
        }
    }

    private void look(RandomGenerator random) {
        shared.history.read(
                random.nextBoolean()
                        ? calls.run(
                                "activeNodes",
                                () -> family.any(random).clusterMembership().activeNodes())
                        : calls.run(
                                "members",
                                () -> family.any(random)
                                        .clusterMembership()
                                        .members()
                                        .keySet()));
        String id = node;
        if (id != null) {
            var unused = calls.run(
                    "metadata", () -> family.any(random).clusterMembership().metadata(id));
        }
    }

    private long nanos() {
        return TimeUnit.NANOSECONDS.convert(ttl);
    }

    private void register(String id, RandomGenerator random) {
        Map<String, String> metadata = Map.of("number", Integer.toString(random.nextInt()));
        shared.history.renewed(
                id,
                calls.run("register", () -> {
                    family.any(random).clusterMembership().register(id, metadata, ttl);
                    return Set.of();
                }),
                nanos());
        node = id;
    }

    private void heartbeat(String id, RandomGenerator random) {
        Call<Boolean> call = calls.run(
                "heartbeat", () -> family.any(random).clusterMembership().heartbeat(id, ttl));
        if (call.returned(false)) {
            shared.history.denied(id, call);
            node = null;
        } else {
            shared.history.renewed(id, call, nanos());
        }
    }

    private void deregister(String id, RandomGenerator random) {
        Call<Boolean> call = calls.run(
                "deregister", () -> family.any(random).clusterMembership().deregister(id));
        if (call.returned(false)) {
            shared.history.denied(id, call);
        } else {
            shared.history.deregistered(id, call);
        }
        node = null;
    }
}
