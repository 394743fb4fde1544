// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_07;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Defects in which a call on one backend affects another backend that is open at the same time, as if they shared some
 * names.
 */
final class NeighborFaults {

    private static final Duration LONG = Duration.ofDays(1);

    /** The backends that tests have opened on the current thread. */
    private static final ThreadLocal<List<FaultContext>> OPENED = ThreadLocal.withInitial(CopyOnWriteArrayList::new);

    private NeighborFaults() {}

    static List<Fault> all() {
        return List.of(
                heldElsewhere(),
                releasing(),
                releasingByNode(),
                acquiring(),
                renewing(),
                registering(),
                heartbeat(),
                deregistering(),
                closingSubscriptions());
    }

    /** Notes that a backend is open. */
    private static void note(FaultContext context) {
        List<FaultContext> opened = OPENED.get();
        opened.removeIf(each -> !isOpen(each));
        if (!opened.contains(context)) {
            opened.add(context);
        }
    }

    private static boolean isOpen(FaultContext context) {
        try {
            return !context.correct.cache().exists("no such key");
        } catch (CoordinationClosedException e) {
            return false;
        }
    }

    /** Returns a handle on another open backend, or empty if there is none. */
    private static Optional<DistributedCoordination> neighborOf(FaultContext context) {
        return OPENED.get().stream()
                .filter(each -> each != context && isOpen(each))
                .map(each -> each.correct)
                .findFirst();
    }

    private static Fault fault(String defect) {
        return Fault.of(G_07, defect).rare().handle((correct, context) -> {
            note(context);
            return correct;
        });
    }

    private static Fault heldElsewhere() {
        return fault("a candidate is refused if a node on another backend holds the election")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.tryAcquire(election, nodeId, ttl)
                                .filter(won -> neighborOf(context)
                                        .flatMap(other -> other.leaderElection().currentLeader(election))
                                        .isEmpty());
                    }
                });
    }

    private static Fault releasing() {
        return fault("releasing a term also ends the term of the same election on another backend")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        boolean released = super.release(held);
                        neighborOf(context)
                                .map(DistributedCoordination::leaderElection)
                                .ifPresent(other ->
                                        other.currentLeader(held.election()).ifPresent(other::release));
                        return released;
                    }
                });
    }

    private static Fault releasingByNode() {
        return fault("releasing by node id also ends the node's term on another backend")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        boolean released = super.release(election, nodeId);
                        neighborOf(context)
                                .ifPresent(other -> other.leaderElection().release(election, nodeId));
                        return released;
                    }
                });
    }

    private static Fault acquiring() {
        return fault("acquiring an election also acquires it on another backend where it is free")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> neighborOf(context)
                                .ifPresent(other -> other.leaderElection().tryAcquire(election, nodeId, ttl)));
                        return won;
                    }
                });
    }

    private static Fault renewing() {
        return fault("renewing a term replaces another node's term on another backend")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        boolean renewed = super.renew(held, ttl);
                        if (renewed) {
                            neighborOf(context)
                                    .map(DistributedCoordination::leaderElection)
                                    .ifPresent(other -> other.currentLeader(held.election())
                                            .filter(term -> !term.nodeId().equals(held.nodeId()))
                                            .ifPresent(term -> {
                                                other.release(term);
                                                other.tryAcquire(held.election(), held.nodeId(), ttl);
                                            }));
                        }
                        return renewed;
                    }
                });
    }

    private static Fault registering() {
        return fault("registering a node replaces its metadata on another backend")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        neighborOf(context)
                                .map(DistributedCoordination::clusterMembership)
                                .filter(other -> other.metadata(nodeId).isPresent())
                                .ifPresent(other -> other.register(nodeId, metadata, LONG));
                    }
                });
    }

    private static Fault heartbeat() {
        return fault("a heartbeat returns true if the node is active on another backend")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        return super.heartbeat(nodeId, ttl)
                                || neighborOf(context)
                                        .flatMap(other ->
                                                other.clusterMembership().metadata(nodeId))
                                        .isPresent();
                    }
                });
    }

    private static Fault deregistering() {
        return fault("deregistering a node also removes it from another backend")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean active = super.deregister(nodeId);
                        neighborOf(context)
                                .ifPresent(other -> other.clusterMembership().deregister(nodeId));
                        return active;
                    }
                });
    }

    /** A subscription, its backend and its topics. */
    private record Open(FaultContext context, Subscription subscription, Collection<Topic> topics) {}

    private static Fault closingSubscriptions() {
        ThreadLocal<List<Open>> all = ThreadLocal.withInitial(CopyOnWriteArrayList::new);
        return fault("closing a subscription ends subscriptions to the same topics on another backend")
                .pubSub((correct, context) -> new ClosingNeighbors(correct, context, all));
    }

    /** Closes the subscriptions of other backends to the same topics. */
    private static final class ClosingNeighbors extends WrappingPubSub {
        private final FaultContext context;
        private final ThreadLocal<List<Open>> all;

        ClosingNeighbors(PubSub delegate, FaultContext context, ThreadLocal<List<Open>> all) {
            super(delegate);
            this.context = context;
            this.all = all;
        }

        @Override
        Subscription wrap(Subscription opened, Collection<Topic> topics) {
            all.get().add(new Open(context, opened, List.copyOf(topics)));
            return new ForwardingSubscription(opened) {
                @Override
                public void close() {
                    super.close();
                    all.get().stream()
                            .filter(each -> each.context != context && each.topics.equals(List.copyOf(topics)))
                            .forEach(each -> each.subscription.close());
                }
            };
        }
    }
}
