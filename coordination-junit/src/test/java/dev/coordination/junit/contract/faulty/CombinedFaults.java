// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_05;
import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.G_07;
import static dev.coordination.junit.contract.Rule.G_09;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Defects that show only if several things come together: many keys and an interrupt, two backends, two handles. */
final class CombinedFaults {

    private static final int BATCH = 100;
    private static final int LARGE = 50_000;

    private CombinedFaults() {}

    static List<Fault> all() {
        return List.of(
                deletionByPatternStopsAfterABatch(),
                membersStopAfterABatch(),
                largeValuesAreLost(),
                metadataIsStatic(),
                valuesAreStatic(),
                aHandleRemembersTheKeysThatItSet(),
                aDisconnectedHandleIsNotClosed());
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static Fault deletionByPatternStopsAfterABatch() {
        return Fault.of(G_09, "deleteMatching stops after " + BATCH + " keys if the thread is interrupted")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        if (!interrupted()) {
                            return super.deleteMatching(pattern);
                        }
                        return seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key))
                                .filter(super::exists)
                                .limit(BATCH)
                                .filter(super::delete)
                                .count();
                    }
                });
    }

    private static Fault membersStopAfterABatch() {
        return Fault.of(G_09, "members returns at most " + BATCH + " nodes if the thread is interrupted")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Map<String, Map<String, String>> members() {
                        Map<String, Map<String, String>> members = super.members();
                        return !interrupted() || members.size() <= BATCH
                                ? members
                                : members.entrySet().stream()
                                        .limit(BATCH)
                                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
                    }
                });
    }

    private static Fault largeValuesAreLost() {
        return Fault.of(G_09, "a large value is not stored if the thread is interrupted")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    boolean large = call.operation().startsWith("set")
                            && call.arguments()[1] instanceof byte[] value
                            && value.length > LARGE;
                    if (!large || !interrupted()) {
                        return call.proceed();
                    }
                    correct.exists(call.name()); // throws if the call must be refused
                    return call.method().getReturnType() == boolean.class ? true : null;
                }));
    }

    private static Fault metadataIsStatic() {
        Map<String, Map<String, String>> all = new ConcurrentHashMap<>();
        return Fault.of(G_07, "the metadata of a node comes from whichever backend registered the node last")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        all.put(nodeId, Map.copyOf(metadata));
                    }

                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).map(own -> all.getOrDefault(nodeId, own));
                    }
                });
    }

    private static Fault valuesAreStatic() {
        Map<String, byte[]> all = new ConcurrentHashMap<>();
        return Fault.of(
                        G_07,
                        "the value of a key comes from whichever backend set the key last, if the lengths are equal")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl);
                        all.put(key, value.clone());
                    }

                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        all.put(key, value.clone());
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).map(own -> {
                            byte[] last = all.getOrDefault(key, own);
                            return last.length == own.length ? last.clone() : own;
                        });
                    }
                });
    }

    private static Fault aHandleRemembersTheKeysThatItSet() {
        return Fault.of(C_05, "delete returns true for a key that its handle set and another handle deleted")
                .rare()
                .cache((correct, context) -> {
                    Set<String> own = ConcurrentHashMap.newKeySet();
                    return Interceptor.around(correct, call -> {
                        Object result = call.proceed();
                        if (call.is("set")) {
                            own.add(call.name());
                        } else if (call.is("delete")) {
                            return own.remove(call.name()) | (boolean) result;
                        } else if (call.operation().endsWith("with a TTL") || call.is("expire")) {
                            own.remove(call.name());
                        } else if (call.is("deleteMatching") || call.is("conditional delete")) {
                            own.removeIf(key -> !correct.exists(key));
                        }
                        return result;
                    });
                });
    }

    private static Fault aDisconnectedHandleIsNotClosed() {
        return Fault.of(
                        G_05,
                        "a handle that was closed while the backend was unreachable still reports the backend as unreachable")
                .rare()
                .unreachable((correct, context) -> new ForwardingCoordination(
                        correct,
                        Interceptor.around(correct.cache(), call -> {
                            try {
                                return call.proceed();
                            } catch (CoordinationClosedException e) {
                                throw new CoordinationUnavailableException("connection refused", e);
                            }
                        }),
                        correct.pubSub(),
                        correct.leaderElection(),
                        correct.clusterMembership()));
    }
}
