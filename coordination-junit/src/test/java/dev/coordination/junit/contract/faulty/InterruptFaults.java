// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_09;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Spin;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Defects of operations that an interrupted thread calls. */
final class InterruptFaults {

    private InterruptFaults() {}

    /** The minimum duration of a call to a server. */
    private static final long ROUND_TRIP_NANOS = 50_000;

    static List<Fault> all() {
        return List.of(
                setFails(),
                getClearsTheInterrupt(),
                incrementIsLost(),
                deleteMatchingDeletesNothing(),
                incrementClearsAnInterruptThatArrivesDuringTheCall(),
                releaseIsLost(),
                tryAcquireGivesUp(),
                renewClearsTheInterrupt(),
                anInterruptBreaksTheHandle(),
                heartbeatFails(),
                membersAreEmpty(),
                registerClearsTheInterrupt(),
                publishFails(),
                publishIsLost(),
                subscribeClearsTheInterrupt(),
                listenersSeeTheInterrupt(),
                pollFails(),
                pendingReturnsZero(),
                closeOfASubscriptionIsLost(),
                closeClearsTheInterrupt(),
                closeIsLost(),
                nextKeepsTheInterrupt());
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** Fails like a client that waits interruptibly for a connection. */
    private static void failIfInterrupted() {
        if (interrupted()) {
            throw new CoordinationUnavailableException("interrupted while waiting for a connection");
        }
    }

    private static Fault setFails() {
        return Fault.of(G_09, "set fails on an interrupted thread")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        failIfInterrupted();
                        super.set(key, value);
                    }
                });
    }

    private static Fault getClearsTheInterrupt() {
        return Fault.of(G_09, "get clears the interrupt").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public Optional<byte[]> get(String key) {
                Thread.interrupted();
                return super.get(key);
            }
        });
    }

    private static Fault incrementIsLost() {
        return Fault.of(
                        G_09,
                        "increment with a TTL, called by an interrupted thread, returns a result but has no effect")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long result = super.increment(key, delta, ttlIfCreated);
                        if (interrupted()) {
                            super.increment(key, -delta);
                        }
                        return result;
                    }
                });
    }

    private static Fault deleteMatchingDeletesNothing() {
        return Fault.of(G_09, "deleting by pattern deletes nothing on an interrupted thread")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return interrupted() ? 0 : super.deleteMatching(pattern);
                    }
                });
    }

    private static Fault incrementClearsAnInterruptThatArrivesDuringTheCall() {
        return Fault.of(G_09, "an increment clears an interrupt that arrives during the call")
                .racy()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        boolean before = interrupted();
                        long result = super.increment(key, delta);
                        Spin.forNanos(ROUND_TRIP_NANOS);
                        if (!before) {
                            Thread.interrupted();
                        }
                        return result;
                    }
                });
    }

    private static Fault releaseIsLost() {
        return Fault.of(G_09, "release, called by an interrupted thread, returns true but has no effect")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        return interrupted()
                                ? super.currentLeader(held.election())
                                        .filter(held::equals)
                                        .isPresent()
                                : super.release(held);
                    }
                });
    }

    private static Fault tryAcquireGivesUp() {
        return Fault.of(G_09, "tryAcquire returns empty on an interrupted thread")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return interrupted() ? Optional.empty() : super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault renewClearsTheInterrupt() {
        return Fault.of(G_09, "renew clears the interrupt")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        Thread.interrupted();
                        return super.renew(held, ttl);
                    }
                });
    }

    /** Behaves like an interruptible channel, which an interrupt closes. */
    private static Fault anInterruptBreaksTheHandle() {
        return Fault.of(G_09, "currentLeader completes on an interrupted thread, but the next call to it fails")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private boolean broken;

                    @Override
                    public synchronized Optional<Leadership> currentLeader(String election) {
                        if (broken) {
                            broken = false;
                            throw new CoordinationUnavailableException("the channel was closed by an interrupt");
                        }
                        broken = interrupted();
                        return super.currentLeader(election);
                    }
                });
    }

    private static Fault heartbeatFails() {
        return Fault.of(G_09, "heartbeat fails on an interrupted thread")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        failIfInterrupted();
                        return super.heartbeat(nodeId, ttl);
                    }
                });
    }

    private static Fault membersAreEmpty() {
        return Fault.of(G_09, "members and activeNodes return nothing on an interrupted thread")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Map<String, Map<String, String>> members() {
                        return interrupted() ? Map.of() : super.members();
                    }

                    @Override
                    public Set<String> activeNodes() {
                        return members().keySet();
                    }
                });
    }

    private static Fault registerClearsTheInterrupt() {
        return Fault.of(G_09, "register clears the interrupt")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        Thread.interrupted();
                    }
                });
    }

    private static Fault publishFails() {
        return Fault.of(G_09, "publish fails on an interrupted thread")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        failIfInterrupted();
                        return super.publish(channel, payload);
                    }
                });
    }

    private static Fault publishIsLost() {
        return Fault.of(G_09, "a message that an interrupted thread publishes is lost")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return interrupted() ? 0 : super.publish(channel, payload);
                    }
                });
    }

    private static Fault subscribeClearsTheInterrupt() {
        return Fault.of(G_09, "subscribe clears the interrupt")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Thread.interrupted();
                        return super.subscribe(topics);
                    }
                });
    }

    private static Fault listenersSeeTheInterrupt() {
        return Fault.of(G_09, "a listener is called on an interrupted thread")
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        Thread.currentThread().interrupt();
                        correct.onMessage(message);
                    }
                });
    }

    private static Fault pollFails() {
        return Fault.of(G_09, "poll fails on an interrupted thread if there is no message")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> poll() {
                        Optional<Message> message = super.poll();
                        if (message.isEmpty()) {
                            failIfInterrupted();
                        }
                        return message;
                    }
                });
    }

    private static Fault pendingReturnsZero() {
        return Fault.of(G_09, "pending returns 0 on an interrupted thread")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public int pending() {
                        int pending = super.pending();
                        return interrupted() ? 0 : pending;
                    }
                });
    }

    private static Fault closeOfASubscriptionIsLost() {
        return Fault.of(G_09, "a subscription stays open if an interrupted thread closes it")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public void close() {
                        if (!interrupted()) {
                            super.close();
                        }
                    }
                });
    }

    private static Fault closeClearsTheInterrupt() {
        return Fault.of(G_09, "closing a handle clears the interrupt")
                .handle((correct, context) -> new ForwardingCoordination(correct) {
                    @Override
                    public void close() {
                        Thread.interrupted();
                        super.close();
                    }
                });
    }

    private static Fault closeIsLost() {
        return Fault.of(G_09, "a handle stays open if an interrupted thread closes it")
                .handle((correct, context) -> new ForwardingCoordination(correct) {
                    @Override
                    public void close() {
                        if (!interrupted()) {
                            super.close();
                        }
                    }
                });
    }

    private static Fault nextKeepsTheInterrupt() {
        return Fault.of(G_09, "next throws InterruptedException without clearing the interrupt")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        try {
                            return super.next(timeout);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw e;
                        }
                    }
                });
    }
}
