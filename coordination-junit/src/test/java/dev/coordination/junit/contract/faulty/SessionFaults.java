// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.L_04;
import static dev.coordination.junit.contract.Rule.L_08;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Defects of adapters that keep one session or lease per node or handle, although each term, node and key needs its own. */
final class SessionFaults {

    private SessionFaults() {}

    static List<Fault> all() {
        return List.of(
                oneTtlForAllTerms(),
                renewingRenewsAllTerms(),
                acquiringAgainRenewsAllTerms(),
                heartbeatOfAllNodes(),
                oneTtlForAllNodes(),
                closing("a closed handle releases the terms that it has renewed", SessionFaults::renewing),
                closing("a closed handle removes the nodes that it has sent heartbeats for", SessionFaults::beating),
                closing("a closed handle deletes the keys that it has given a TTL", SessionFaults::expiring),
                closing("a closed handle deletes the counters that it has created", SessionFaults::counting),
                tokensOfAClosedHandle());
    }

    /** Keeps the terms that each node has won on any handle. */
    private static class TermKeepingElection extends ForwardingElection {
        private final FaultContext context;

        TermKeepingElection(LeaderElection delegate, FaultContext context) {
            super(delegate);
            this.context = context;
        }

        @Override
        public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
            Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
            won.ifPresent(term -> {
                beforeKeeping(term, ttl);
                termsOf(nodeId).add(term);
            });
            return won;
        }

        /** Handles a term that was won, before it is kept. */
        void beforeKeeping(Leadership term, Duration ttl) {}

        List<Leadership> termsOf(String nodeId) {
            return context.list("terms of " + nodeId);
        }

        void renewAllOf(String nodeId, Duration ttl) {
            termsOf(nodeId).forEach(term -> super.renew(term, ttl));
        }
    }

    private static Fault oneTtlForAllTerms() {
        return Fault.of(
                        L_08,
                        "a node that wins an election with a shorter TTL than before holds all of its elections for that TTL")
                .rare()
                .elections((correct, context) -> new TermKeepingElection(correct, context) {
                    @Override
                    void beforeKeeping(Leadership term, Duration ttl) {
                        Duration before = context.get("TTL of " + term.nodeId(), Duration.class);
                        if (before != null && ttl.compareTo(before) < 0) {
                            renewAllOf(term.nodeId(), ttl);
                        }
                        context.put("TTL of " + term.nodeId(), ttl);
                    }
                });
    }

    private static Fault renewingRenewsAllTerms() {
        return Fault.of(L_08, "renewing one term renews all terms of the node")
                .rare()
                .elections((correct, context) -> new TermKeepingElection(correct, context) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        boolean renewed = super.renew(held, ttl);
                        if (renewed) {
                            renewAllOf(held.nodeId(), ttl);
                        }
                        return renewed;
                    }
                });
    }

    private static Fault acquiringAgainRenewsAllTerms() {
        return Fault.of(L_08, "acquiring one election again renews all terms of the node")
                .rare()
                .elections((correct, context) -> new TermKeepingElection(correct, context) {
                    @Override
                    void beforeKeeping(Leadership term, Duration ttl) {
                        if (termsOf(term.nodeId()).contains(term)) {
                            renewAllOf(term.nodeId(), ttl);
                        }
                    }
                });
    }

    /** Keeps the nodes that its handle has registered. */
    private static class NodeKeepingCluster extends ForwardingCluster {
        private final Set<String> nodes = ConcurrentHashMap.newKeySet();

        NodeKeepingCluster(ClusterMembership delegate) {
            super(delegate);
        }

        @Override
        public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
            super.register(nodeId, metadata, ttl);
            nodes.add(nodeId);
        }

        void heartbeatOfAll(Duration ttl) {
            nodes.forEach(node -> super.heartbeat(node, ttl));
        }
    }

    private static Fault heartbeatOfAllNodes() {
        return Fault.of(M_03, "a heartbeat counts for all nodes that its handle has registered")
                .rare()
                .cluster((correct, context) -> new NodeKeepingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean active = super.heartbeat(nodeId, ttl);
                        if (active) {
                            heartbeatOfAll(ttl);
                        }
                        return active;
                    }
                });
    }

    private static Fault oneTtlForAllNodes() {
        return Fault.of(M_01, "all nodes that a handle has registered live as long as the last one")
                .rare()
                .cluster((correct, context) -> new NodeKeepingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        heartbeatOfAll(ttl);
                    }
                });
    }

    /** Wraps a handle, and adds to a list the actions that undo the handle's calls when it is closed. */
    private interface Noting {
        DistributedCoordination of(DistributedCoordination correct, List<Consumer<DistributedCoordination>> undo);
    }

    private static Fault closing(String defect, Noting noting) {
        return Fault.of(G_05, defect).rare().handle((correct, context) -> {
            List<Consumer<DistributedCoordination>> undo = new CopyOnWriteArrayList<>();
            return new ForwardingCoordination(noting.of(correct, undo)) {
                @Override
                public void close() {
                    super.close();
                    undo.forEach(each -> each.accept(context.correct));
                    undo.clear();
                }
            };
        });
    }

    private static DistributedCoordination renewing(
            DistributedCoordination correct, List<Consumer<DistributedCoordination>> undo) {
        LeaderElection elections = new ForwardingElection(correct.leaderElection()) {
            @Override
            public boolean renew(Leadership held, Duration ttl) {
                boolean renewed = super.renew(held, ttl);
                if (renewed) {
                    undo.add(backend -> backend.leaderElection().release(held));
                }
                return renewed;
            }
        };
        return new ForwardingCoordination(
                correct, correct.cache(), correct.pubSub(), elections, correct.clusterMembership());
    }

    private static DistributedCoordination beating(
            DistributedCoordination correct, List<Consumer<DistributedCoordination>> undo) {
        return new ForwardingCoordination(
                correct,
                correct.cache(),
                correct.pubSub(),
                correct.leaderElection(),
                new ForwardingCluster(correct.clusterMembership()) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean active = super.heartbeat(nodeId, ttl);
                        if (active) {
                            undo.add(backend -> backend.clusterMembership().deregister(nodeId));
                        }
                        return active;
                    }
                });
    }

    private static DistributedCoordination expiring(
            DistributedCoordination correct, List<Consumer<DistributedCoordination>> undo) {
        return new ForwardingCoordination(
                correct,
                new ForwardingCache(correct.cache()) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        boolean present = super.expire(key, ttl);
                        if (present) {
                            undo.add(backend -> backend.cache().delete(key));
                        }
                        return present;
                    }
                },
                correct.pubSub(),
                correct.leaderElection(),
                correct.clusterMembership());
    }

    private static DistributedCoordination counting(
            DistributedCoordination correct, List<Consumer<DistributedCoordination>> undo) {
        return new ForwardingCoordination(
                correct,
                new ForwardingCache(correct.cache()) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long sum = super.increment(key, delta, ttlIfCreated);
                        if (sum == delta) {
                            undo.add(backend -> backend.cache().delete(key));
                        }
                        return sum;
                    }
                },
                correct.pubSub(),
                correct.leaderElection(),
                correct.clusterMembership());
    }

    /** Numbers the terms of an election from 1 again once the handle that won the last term is closed. */
    private static Fault tokensOfAClosedHandle() {
        return Fault.of(L_04, "tokens start at 1 again when the handle that won the last term has been closed")
                .rare()
                .handle((correct, context) -> {
                    RestartingTokens tokens = new RestartingTokens(correct.leaderElection(), context);
                    return new ForwardingCoordination(
                            correct, correct.cache(), correct.pubSub(), tokens, correct.clusterMembership()) {
                        @Override
                        public void close() {
                            super.close();
                            tokens.restart();
                        }
                    };
                });
    }

    /** Subtracts from each token the last token that was won on a handle that has since been closed. */
    private static final class RestartingTokens extends ForwardingElection {
        private final FaultContext context;
        private final Map<String, Long> won = new ConcurrentHashMap<>();

        RestartingTokens(LeaderElection delegate, FaultContext context) {
            super(delegate);
            this.context = context;
        }

        void restart() {
            won.forEach((election, token) -> {
                if (context.correct.leaderElection().currentLeader(election).isEmpty()) {
                    context.put("base of " + election, token);
                }
            });
        }

        private long base(String election) {
            Long base = context.get("base of " + election, Long.class);
            return base == null ? 0 : base;
        }

        private Leadership shown(Leadership term) {
            long token = term.fencingToken() - base(term.election());
            return new Leadership(term.election(), term.nodeId(), Math.max(1, token));
        }

        private Leadership known(Leadership term) {
            if (term == null || term.fencingToken() > Long.MAX_VALUE / 2) {
                return term;
            }
            return new Leadership(term.election(), term.nodeId(), term.fencingToken() + base(term.election()));
        }

        @Override
        public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
            return super.tryAcquire(election, nodeId, ttl).map(term -> {
                won.put(election, term.fencingToken());
                return shown(term);
            });
        }

        @Override
        public boolean renew(Leadership held, Duration ttl) {
            return super.renew(known(held), ttl);
        }

        @Override
        public boolean release(Leadership held) {
            return super.release(known(held));
        }

        @Override
        public Optional<Leadership> currentLeader(String election) {
            return super.currentLeader(election).map(this::shown);
        }
    }
}
