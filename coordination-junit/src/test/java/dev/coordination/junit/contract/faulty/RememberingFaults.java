// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_04;
import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.G_07;
import static dev.coordination.junit.contract.Rule.M_06;

import dev.coordination.ClusterMembership;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Defects in which earlier results or arguments are remembered, or something is forgotten for particular keys or numbers. */
final class RememberingFaults {

    private RememberingFaults() {}

    static List<Fault> all() {
        return List.of(
                leadersAreRememberedWhileTheNodeIsTheSame(),
                metadataIsRememberedWhileTheNodeIsActive(),
                metadataIsRememberedUntilMembersAreListed(),
                activeNodesAreThoseListedLast(),
                aCounterThatReachesZeroLosesItsExpiry(),
                keysOnWhichExpireWasCalledAlwaysHaveATtl(),
                longKeysAreNotDeletedByPattern());
    }

    private static Fault leadersAreRememberedWhileTheNodeIsTheSame() {
        return Fault.of(G_07, "as long as the same node leads, each handle remembers the leader that it has read")
                .rare()
                .elections((correct, context) -> {
                    Map<String, Leadership> seen = new ConcurrentHashMap<>();
                    return new ForwardingElection(correct) {
                        @Override
                        public Optional<Leadership> currentLeader(String election) {
                            return super.currentLeader(election)
                                    .map(now -> seen.merge(
                                            election,
                                            now,
                                            (old, leader) -> old.nodeId().equals(leader.nodeId()) ? old : leader));
                        }
                    };
                });
    }

    private static Fault metadataIsRememberedWhileTheNodeIsActive() {
        return Fault.of(G_07, "as long as a node is active, each handle remembers the metadata that it has read")
                .rare()
                .cluster((correct, context) -> new MetadataMemory(correct));
    }

    private static Fault metadataIsRememberedUntilMembersAreListed() {
        return Fault.of(
                        M_06,
                        "until it lists the members or writes, each handle remembers the metadata that it has read")
                .rare()
                .cluster((correct, context) -> new MetadataMemory(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        seen.remove(nodeId);
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        seen.remove(nodeId);
                        return super.heartbeat(nodeId, ttl);
                    }

                    @Override
                    public Map<String, Map<String, String>> members() {
                        seen.clear();
                        return super.members();
                    }
                });
    }

    private static Fault activeNodesAreThoseListedLast() {
        return Fault.of(
                        M_06,
                        "activeNodes returns the members that its handle listed last if as many nodes are active now")
                .rare()
                .cluster((correct, context) -> {
                    AtomicReference<Set<String>> listed = new AtomicReference<>(Set.of());
                    return new ForwardingCluster(correct) {
                        @Override
                        public Map<String, Map<String, String>> members() {
                            Map<String, Map<String, String>> members = super.members();
                            listed.set(members.keySet());
                            return members;
                        }

                        @Override
                        public Set<String> activeNodes() {
                            Set<String> active = super.activeNodes();
                            return listed.get().size() == active.size() ? listed.get() : active;
                        }
                    };
                });
    }

    private static Fault aCounterThatReachesZeroLosesItsExpiry() {
        return Fault.of(C_08, "a counter that reaches zero loses its expiry")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.operation().startsWith("increment") && result.equals(0L)) {
                        correct.setText(call.name(), "0");
                    }
                    return result;
                }));
    }

    private static Fault keysOnWhichExpireWasCalledAlwaysHaveATtl() {
        return Fault.of(C_04, "ttl never returns empty for a present key on which expire was once called")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("expire")) {
                        context.put("expire " + call.name(), true);
                    }
                    boolean remembered = call.is("ttl") && context.contains("expire " + call.name());
                    return remembered && correct.exists(call.name())
                            ? ((Optional<?>) result)
                                    .map(Duration.class::cast)
                                    .or(() -> Optional.of(Duration.ofDays(36_500)))
                            : result;
                }));
    }

    private static Fault longKeysAreNotDeletedByPattern() {
        return Fault.of(C_06, "deleteMatching misses keys that are longer than the longest allowed pattern")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        List<String> kept = seen().stream()
                                .filter(key -> key.length() > 1_024)
                                .filter(super::exists)
                                .toList();
                        kept.forEach(super::delete);
                        long deleted = super.deleteMatching(pattern);
                        kept.forEach(key -> super.set(key, new byte[0]));
                        return deleted;
                    }
                });
    }

    /** Remembers the metadata that was read for each node until the node is no longer active. */
    private static class MetadataMemory extends ForwardingCluster {
        final Map<String, Map<String, String>> seen = new ConcurrentHashMap<>();

        MetadataMemory(ClusterMembership correct) {
            super(correct);
        }

        @Override
        public Optional<Map<String, String>> metadata(String nodeId) {
            Optional<Map<String, String>> now = super.metadata(nodeId);
            if (now.isEmpty()) {
                seen.remove(nodeId);
            }
            return now.map(metadata -> seen.merge(nodeId, metadata, (old, read) -> old));
        }
    }
}
