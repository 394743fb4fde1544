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

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names, TTLs, copies, areas, closing, backends, time. */
final class GeneralFaults {

    private static final int MOST_BYTES = 64 * 1024;

    private GeneralFaults() {}

    static List<Fault> all() {
        return List.of(
                namesOfAnyLength(),
                namesThatAreNoText(),
                emptyNames(),
                secondsOnly(),
                noTtlIsForever(),
                anyTtlIsTaken(),
                negativeTtlDeletes(),
                valuesAreShared(),
                metadataIsShared(),
                leadersAreKeys(),
                nodesAreKeys(),
                closeEndsTheNeighbours(),
                closeKeepsServing(),
                closeTwiceThrows(),
                closeTakesTheDataAlong(),
                unreachableIsEmpty(),
                unreachableIsNobodyListening(),
                unreachableHasNoMembers(),
                backendsShareAMap(),
                handlesHaveTheirOwnCopy(),
                doesNothingInsteadOfDeleting(),
                publishesIntoTheVoid(),
                membersLiveByTheWallClock(),
                leasesLiveByTheWallClock());
    }

    private static Fault namesOfAnyLength() {
        return Fault.of(G_01, "a name that is too long is cut off").cache((right, world) -> new ForwardingCache(right) {
            private String cut(String key) {
                return key != null && key.getBytes(UTF_8).length > MOST_BYTES ? key.substring(0, 100) : key;
            }

            @Override
            public void set(String key, byte[] value) {
                super.set(cut(key), value);
            }

            @Override
            public Optional<byte[]> get(String key) {
                return super.get(cut(key));
            }
        });
    }

    private static Fault namesThatAreNoText() {
        return Fault.of(G_01, "half a character becomes a question mark")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return super.deregister(nodeId == null ? nodeId : new String(nodeId.getBytes(UTF_8), UTF_8));
                    }
                });
    }

    private static Fault emptyNames() {
        return Fault.of(G_01, "the election without a name is one")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return "".equals(election) ? Optional.empty() : super.currentLeader(election);
                    }
                });
    }

    private static Fault secondsOnly() {
        return Fault.of(G_02, "a TTL is cut off to whole seconds, and refused below one")
                .row(5)
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl == null ? ttl : Duration.ofSeconds(ttl.toSeconds()));
                    }
                });
    }

    private static Fault noTtlIsForever() {
        return Fault.of(G_02, "a TTL of zero means none").cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault anyTtlIsTaken() {
        return Fault.of(G_02, "a TTL that is too long is shortened")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        Duration longest = Duration.ofDays(36_500);
                        super.register(nodeId, metadata, ttl != null && ttl.compareTo(longest) > 0 ? longest : ttl);
                    }
                });
    }

    private static Fault negativeTtlDeletes() {
        return Fault.of(G_02, "expiring in the past deletes").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean expire(String key, Duration ttl) {
                return ttl != null && ttl.isNegative() ? delete(key) : super.expire(key, ttl);
            }
        });
    }

    private static Fault valuesAreShared() {
        return Fault.of(G_03, "a value's array is kept and given to everybody")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        world.note(key, value);
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).map(copy -> {
                            byte[] shared = world.noted(key, byte[].class);
                            return shared != null && shared.length == copy.length ? shared : copy;
                        });
                    }
                });
    }

    private static Fault metadataIsShared() {
        return Fault.of(G_03, "a node's metadata is the map that was registered")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.note(nodeId, metadata);
                    }

                    @Override
                    @SuppressWarnings("unchecked") // Only metadata is noted.
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).map(copy -> world.noted(nodeId, Map.class));
                    }
                });
    }

    private static Fault leadersAreKeys() {
        return Fault.of(G_04, "a lease is a key of the cache")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> world.right.cache().set(election, nodeId.getBytes(UTF_8), ttl));
                        return won;
                    }
                });
    }

    private static Fault nodesAreKeys() {
        return Fault.of(G_04, "a key of the cache with a node's name hides the node")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        return world.right.cache().exists(nodeId) ? Optional.empty() : metadata;
                    }
                });
    }

    private static Fault closeEndsTheNeighbours() {
        return Fault.of(G_05, "closing a handle closes those of the others").handle((right, world) -> {
            List<DistributedCoordination> all = world.listOf("handles");
            DistributedCoordination handle = new ForwardingCoordination(right) {
                @Override
                public void close() {
                    all.forEach(DistributedCoordination::close);
                }
            };
            all.add(right);
            return handle;
        });
    }

    private static Fault closeKeepsServing() {
        return Fault.of(G_05, "a closed handle goes on serving")
                .handle((right, world) -> new ForwardingCoordination(right) {
                    @Override
                    public void close() {
                        // The connection is shared, and nobody remembers whose it was.
                    }
                });
    }

    private static Fault closeTwiceThrows() {
        return Fault.of(G_05, "closing twice is an error").handle((right, world) -> new ForwardingCoordination(right) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed already");
                }
                closed = true;
                super.close();
            }
        });
    }

    private static Fault closeTakesTheDataAlong() {
        return Fault.of(G_05, "the data goes with the handle")
                .handle((right, world) -> new ForwardingCoordination(right) {
                    @Override
                    public void close() {
                        world.right.cache().deleteMatching("*");
                        super.close();
                    }
                });
    }

    private static Fault unreachableIsEmpty() {
        return Fault.of(G_06, "a read without a backend finds nothing")
                .unreachable((right, world) -> new ForwardingCoordination(
                        right,
                        new ForwardingCache(right.cache()) {
                            @Override
                            public Optional<byte[]> get(String key) {
                                try {
                                    return super.get(key);
                                } catch (CoordinationUnavailableException e) {
                                    return Optional.empty();
                                }
                            }
                        },
                        right.pubSub(),
                        right.leaderElection(),
                        right.clusterMembership()));
    }

    private static Fault unreachableIsNobodyListening() {
        return Fault.of(G_06, "publishing without a backend reaches nobody")
                .unreachable((right, world) -> new ForwardingCoordination(
                        right,
                        right.cache(),
                        new ForwardingPubSub(right.pubSub()) {
                            @Override
                            public long publish(String channel, byte[] payload) {
                                try {
                                    return super.publish(channel, payload);
                                } catch (CoordinationUnavailableException e) {
                                    return 0;
                                }
                            }
                        },
                        right.leaderElection(),
                        right.clusterMembership()));
    }

    private static Fault unreachableHasNoMembers() {
        return Fault.of(G_06, "a cluster without a backend is empty")
                .unreachable((right, world) -> new ForwardingCoordination(
                        right,
                        right.cache(),
                        right.pubSub(),
                        right.leaderElection(),
                        new ForwardingCluster(right.clusterMembership()) {
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

    private static Fault backendsShareAMap() {
        Map<String, byte[]> everybodys = new ConcurrentHashMap<>();
        return Fault.of(G_07, "what one backend does not have is looked for in another")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        everybodys.put(key, value.clone());
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).or(() -> Optional.ofNullable(everybodys.get(key)));
                    }
                });
    }

    private static Fault handlesHaveTheirOwnCopy() {
        return Fault.of(G_07, "a handle remembers what it read").cache((right, world) -> new ForwardingCache(right) {
            private final Map<String, byte[]> read = new ConcurrentHashMap<>();

            @Override
            public Optional<byte[]> get(String key) {
                Optional<byte[]> value = super.get(key);
                value.ifPresent(bytes -> read.putIfAbsent(key, bytes));
                return value.map(bytes -> read.get(key).clone());
            }
        });
    }

    private static Fault doesNothingInsteadOfDeleting() {
        return Fault.of(G_08, "deleting by pattern is not there, and does nothing")
                .lacks(Capability.DELETE_MATCHING)
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return 0;
                    }
                });
    }

    private static Fault publishesIntoTheVoid() {
        return Fault.of(G_08, "there are no messages, and publishing reaches nobody")
                .lacks(Capability.PUBSUB)
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return 0;
                    }
                });
    }

    private static Fault membersLiveByTheWallClock() {
        return Fault.of(T_01, "members live by a clock of their own")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        super.heartbeat(nodeId, Duration.ofDays(1000));
                    }
                });
    }

    private static Fault leasesLiveByTheWallClock() {
        return Fault.of(T_01, "leases live by a clock of their own")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.tryAcquire(election, nodeId, ttl)
                                .filter(term -> super.renew(term, Duration.ofDays(1000)));
                    }
                });
    }
}
