// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_01;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.G_03;
import static dev.coordination.junit.contract.Rule.G_04;
import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.G_06;
import static dev.coordination.junit.contract.Rule.G_07;
import static dev.coordination.junit.contract.Rule.G_08;
import static dev.coordination.junit.contract.Rule.T_01;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Defects in names, TTLs, copies, the separation of areas, closing, unreachable backends and clocks. */
final class GeneralFaults {

    private static final int MAX_NAME_BYTES = 64 * 1024;

    private GeneralFaults() {}

    static List<Fault> all() {
        return List.of(
                longNamesAreTruncated(),
                unpairedSurrogatesBecomeQuestionMarks(),
                emptyNamesAreAccepted(),
                ttlIsTruncatedToSeconds(),
                zeroTtlMeansForever(),
                longTtlIsShortened(),
                negativeTtlDeletes(),
                valuesAreShared(),
                metadataIsShared(),
                termsAreCacheKeys(),
                cacheKeysHideNodes(),
                closeClosesAllHandles(),
                closeDoesNothing(),
                closingTwiceThrows(),
                closeDeletesTheData(),
                closedHandlesSubscribeToTopics(),
                unreachableGetReturnsEmpty(),
                unreachablePublishReturnsZero(),
                unreachableClusterIsEmpty(),
                backendsShareData(),
                handlesCacheValues(),
                unsupportedDeleteDoesNothing(),
                unsupportedPublishReturnsZero(),
                membersIgnoreTheClock(),
                termsIgnoreTheClock());
    }

    private static Fault longNamesAreTruncated() {
        return Fault.of(G_01, "a name that is too long is truncated")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private String truncated(String key) {
                        return key != null && key.getBytes(UTF_8).length > MAX_NAME_BYTES ? key.substring(0, 100) : key;
                    }

                    @Override
                    public void set(String key, byte[] value) {
                        super.set(truncated(key), value);
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(truncated(key));
                    }
                });
    }

    private static Fault unpairedSurrogatesBecomeQuestionMarks() {
        return Fault.of(G_01, "an unpaired surrogate in a name becomes a question mark")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return super.deregister(nodeId == null ? nodeId : new String(nodeId.getBytes(UTF_8), UTF_8));
                    }
                });
    }

    private static Fault emptyNamesAreAccepted() {
        return Fault.of(G_01, "an empty election name is accepted")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return "".equals(election) ? Optional.empty() : super.currentLeader(election);
                    }
                });
    }

    private static Fault ttlIsTruncatedToSeconds() {
        return Fault.of(G_02, "a TTL is truncated to whole seconds and refused below one second")
                .row(5)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl == null ? ttl : Duration.ofSeconds(ttl.toSeconds()));
                    }
                });
    }

    private static Fault zeroTtlMeansForever() {
        return Fault.of(G_02, "a TTL of zero means that the key never expires")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        if (Duration.ZERO.equals(ttl)) {
                            super.set(key, value);
                        } else {
                            super.set(key, value, ttl);
                        }
                    }
                });
    }

    private static Fault longTtlIsShortened() {
        return Fault.of(G_02, "a TTL that is too long is silently shortened")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        Duration longest = Duration.ofDays(36_500);
                        super.register(nodeId, metadata, ttl != null && ttl.compareTo(longest) > 0 ? longest : ttl);
                    }
                });
    }

    private static Fault negativeTtlDeletes() {
        return Fault.of(G_02, "expire with a negative TTL deletes the key")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        return ttl != null && ttl.isNegative() ? delete(key) : super.expire(key, ttl);
                    }
                });
    }

    private static Fault valuesAreShared() {
        return Fault.of(G_03, "a value's array is shared rather than copied")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        context.put(key, value);
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).map(copy -> {
                            byte[] shared = context.get(key, byte[].class);
                            return shared != null && shared.length == copy.length ? shared : copy;
                        });
                    }
                });
    }

    private static Fault metadataIsShared() {
        return Fault.of(G_03, "a node's metadata map is shared rather than copied")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put(nodeId, metadata);
                    }

                    @Override
                    @SuppressWarnings("unchecked") // Only metadata is stored.
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).map(copy -> context.get(nodeId, Map.class));
                    }
                });
    }

    private static Fault termsAreCacheKeys() {
        return Fault.of(G_04, "a term is also visible as a key of the cache")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.correct.cache().set(election, nodeId.getBytes(UTF_8), ttl));
                        return won;
                    }
                });
    }

    private static Fault cacheKeysHideNodes() {
        return Fault.of(G_04, "a cache key with a node's name hides the node")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        return context.correct.cache().exists(nodeId) ? Optional.empty() : metadata;
                    }
                });
    }

    private static Fault closeClosesAllHandles() {
        return Fault.of(G_05, "closing one handle closes all of them").handle((correct, context) -> {
            List<DistributedCoordination> all = context.list("handles");
            DistributedCoordination handle = new ForwardingCoordination(correct) {
                @Override
                public void close() {
                    all.forEach(DistributedCoordination::close);
                }
            };
            all.add(correct);
            return handle;
        });
    }

    private static Fault closeDoesNothing() {
        return Fault.of(G_05, "a closed handle still works")
                .handle((correct, context) -> new ForwardingCoordination(correct) {
                    @Override
                    public void close() {
                        // Leaves the shared connection open.
                    }
                });
    }

    private static Fault closingTwiceThrows() {
        return Fault.of(G_05, "closing a handle twice throws")
                .handle((correct, context) -> new ForwardingCoordination(correct) {
                    private boolean closed;

                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("already closed");
                        }
                        closed = true;
                        super.close();
                    }
                });
    }

    private static Fault closeDeletesTheData() {
        return Fault.of(G_05, "closing a handle deletes the data")
                .handle((correct, context) -> new ForwardingCoordination(correct) {
                    @Override
                    public void close() {
                        context.correct.cache().deleteMatching("*");
                        super.close();
                    }
                });
    }

    /** Only the method that takes topics has this defect. */
    private static Fault closedHandlesSubscribeToTopics() {
        return Fault.of(G_05, "a closed handle still subscribes to a collection of topics")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(String... channels) {
                        return delegate.subscribe(channels);
                    }

                    @Override
                    public Subscription subscribeMatching(String... patterns) {
                        return delegate.subscribeMatching(patterns);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        try {
                            return super.subscribe(topics);
                        } catch (CoordinationClosedException e) {
                            return context.correct.pubSub().subscribe(topics);
                        }
                    }
                });
    }

    private static Fault unreachableGetReturnsEmpty() {
        return Fault.of(G_06, "get returns empty when the backend is unreachable")
                .unreachable((correct, context) -> new ForwardingCoordination(
                        correct,
                        new ForwardingCache(correct.cache()) {
                            @Override
                            public Optional<byte[]> get(String key) {
                                try {
                                    return super.get(key);
                                } catch (CoordinationUnavailableException e) {
                                    return Optional.empty();
                                }
                            }
                        },
                        correct.pubSub(),
                        correct.leaderElection(),
                        correct.clusterMembership()));
    }

    private static Fault unreachablePublishReturnsZero() {
        return Fault.of(G_06, "publish returns 0 when the backend is unreachable")
                .unreachable((correct, context) -> new ForwardingCoordination(
                        correct,
                        correct.cache(),
                        new ForwardingPubSub(correct.pubSub()) {
                            @Override
                            public long publish(String channel, byte[] payload) {
                                try {
                                    return super.publish(channel, payload);
                                } catch (CoordinationUnavailableException e) {
                                    return 0;
                                }
                            }
                        },
                        correct.leaderElection(),
                        correct.clusterMembership()));
    }

    private static Fault unreachableClusterIsEmpty() {
        return Fault.of(G_06, "activeNodes returns an empty set when the backend is unreachable")
                .unreachable((correct, context) -> new ForwardingCoordination(
                        correct,
                        correct.cache(),
                        correct.pubSub(),
                        correct.leaderElection(),
                        new ForwardingCluster(correct.clusterMembership()) {
                            @Override
                            public Set<String> activeNodes() {
                                try {
                                    return super.activeNodes();
                                } catch (CoordinationUnavailableException e) {
                                    return Set.of();
                                }
                            }
                        }));
    }

    private static Fault backendsShareData() {
        Map<String, byte[]> shared = new ConcurrentHashMap<>();
        return Fault.of(G_07, "a key that one backend lacks is read from another")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        shared.put(key, value.clone());
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).or(() -> Optional.ofNullable(shared.get(key)));
                    }
                });
    }

    private static Fault handlesCacheValues() {
        return Fault.of(G_07, "each handle caches what it reads")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        value.ifPresent(bytes -> read.putIfAbsent(key, bytes));
                        return value.map(bytes -> read.get(key).clone());
                    }
                });
    }

    private static Fault unsupportedDeleteDoesNothing() {
        return Fault.of(G_08, "an unsupported deleteMatching does nothing instead of throwing")
                .lacks(Capability.DELETE_MATCHING)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return 0;
                    }
                });
    }

    private static Fault unsupportedPublishReturnsZero() {
        return Fault.of(G_08, "an unsupported publish returns 0 instead of throwing")
                .lacks(Capability.PUBSUB)
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return 0;
                    }
                });
    }

    private static Fault membersIgnoreTheClock() {
        return Fault.of(T_01, "members do not expire according to the backend's clock")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        super.heartbeat(nodeId, Duration.ofDays(1000));
                    }
                });
    }

    private static Fault termsIgnoreTheClock() {
        return Fault.of(T_01, "terms do not expire according to the backend's clock")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.tryAcquire(election, nodeId, ttl)
                                .filter(term -> super.renew(term, Duration.ofDays(1000)));
                    }
                });
    }
}
