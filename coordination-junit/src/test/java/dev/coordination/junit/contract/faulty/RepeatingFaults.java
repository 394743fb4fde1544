// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_06;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Defects of adapters that do not simply report that the reply to a write was lost. */
final class RepeatingFaults {

    private RepeatingFaults() {}

    static List<Fault> all() {
        return List.of(
                incrementIsRepeated(),
                incrementIsRepeatedAndReported(),
                incrementIsRepeatedLater(),
                setIsRepeated(),
                setIfAbsentIsRepeated(),
                replaceIsRepeated(),
                deleteReturnsFalse(),
                deleteMatchingIsRepeated(),
                publishIsRepeated(),
                publishIsRepeatedAndReported(),
                tryAcquireIsRepeated(),
                tryAcquireReturnsEmpty(),
                releaseReturnsFalse(),
                registerIsRepeated(),
                heartbeatReturnsTrue(),
                deregisterIsRepeated());
    }

    /** Makes a call, and makes it again if it fails, like a client that hides a broken connection. */
    private static <T> T twice(Supplier<T> call) {
        return orElse(call, call);
    }

    private static <T> T orElse(Supplier<T> call, Supplier<T> afterFailure) {
        try {
            return call.get();
        } catch (CoordinationUnavailableException e) {
            return afterFailure.get();
        }
    }

    private static Fault incrementIsRepeated() {
        return Fault.of(G_06, "increment is sent again if its reply is lost")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        return twice(() -> super.increment(key, delta));
                    }
                });
    }

    private static Fault incrementIsRepeatedAndReported() {
        return Fault.of(G_06, "increment with a TTL is sent again if its reply is lost, and still reports the loss")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        try {
                            return super.increment(key, delta, ttlIfCreated);
                        } catch (CoordinationUnavailableException e) {
                            super.increment(key, delta, ttlIfCreated);
                            throw e;
                        }
                    }
                });
    }

    private static Fault incrementIsRepeatedLater() {
        return Fault.of(G_06, "an increment whose reply is lost is sent again with the next call")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final Queue<Runnable> unconfirmed = new ArrayDeque<>();

                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (CoordinationUnavailableException e) {
                            unconfirmed.add(() -> super.increment(key, delta));
                            throw e;
                        }
                    }

                    @Override
                    public boolean exists(String key) {
                        while (!unconfirmed.isEmpty()) {
                            unconfirmed.remove().run();
                        }
                        return super.exists(key);
                    }
                });
    }

    private static Fault setIsRepeated() {
        return Fault.of(G_06, "set is sent again if its reply is lost")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        twice(() -> {
                            super.set(key, value);
                            return true;
                        });
                    }
                });
    }

    private static Fault setIfAbsentIsRepeated() {
        return Fault.of(G_06, "setIfAbsent is sent again if its reply is lost, and then returns false")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        return twice(() -> super.setIfAbsent(key, value));
                    }
                });
    }

    private static Fault replaceIsRepeated() {
        return Fault.of(G_06, "replace is sent again if its reply is lost")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        return twice(() -> super.replace(key, expected, value));
                    }
                });
    }

    private static Fault deleteReturnsFalse() {
        return Fault.of(G_06, "delete returns false if its reply is lost")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key) {
                        return orElse(() -> super.delete(key), () -> false);
                    }
                });
    }

    private static Fault deleteMatchingIsRepeated() {
        return Fault.of(G_06, "deleting by pattern is repeated if its reply is lost")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return twice(() -> super.deleteMatching(pattern));
                    }
                });
    }

    private static Fault publishIsRepeated() {
        return Fault.of(G_06, "publish is sent again if its reply is lost")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return twice(() -> super.publish(channel, payload));
                    }
                });
    }

    private static Fault publishIsRepeatedAndReported() {
        return Fault.of(G_06, "publish is sent again if its reply is lost, and still reports the loss")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        try {
                            return super.publish(channel, payload);
                        } catch (CoordinationUnavailableException e) {
                            super.publish(channel, payload);
                            throw e;
                        }
                    }
                });
    }

    private static Fault tryAcquireIsRepeated() {
        return Fault.of(G_06, "tryAcquire is sent again if its reply is lost")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return twice(() -> super.tryAcquire(election, nodeId, ttl));
                    }
                });
    }

    private static Fault tryAcquireReturnsEmpty() {
        return Fault.of(G_06, "tryAcquire returns empty if its reply is lost")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return orElse(() -> super.tryAcquire(election, nodeId, ttl), Optional::empty);
                    }
                });
    }

    private static Fault releaseReturnsFalse() {
        return Fault.of(G_06, "release by node id returns false if its reply is lost")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        return orElse(() -> super.release(election, nodeId), () -> false);
                    }
                });
    }

    private static Fault registerIsRepeated() {
        return Fault.of(G_06, "register is sent again if its reply is lost")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        twice(() -> {
                            super.register(nodeId, metadata, ttl);
                            return true;
                        });
                    }
                });
    }

    private static Fault heartbeatReturnsTrue() {
        return Fault.of(G_06, "heartbeat returns true if its reply is lost")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        return orElse(() -> super.heartbeat(nodeId, ttl), () -> true);
                    }
                });
    }

    private static Fault deregisterIsRepeated() {
        return Fault.of(G_06, "deregister is sent again if its reply is lost, and then returns false")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return twice(() -> super.deregister(nodeId));
                    }
                });
    }
}
