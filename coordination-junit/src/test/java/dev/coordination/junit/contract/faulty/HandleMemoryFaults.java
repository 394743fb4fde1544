// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_07;

import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Defects in which a handle answers from memory instead of asking the backend, although another handle may have changed the
 * data.
 */
final class HandleMemoryFaults {

    private HandleMemoryFaults() {}

    static List<Fault> all() {
        return List.of(
                refusesAgain(),
                renewsFromMemory(),
                doesNotReleaseWhatAnotherHeld(),
                remembersThatAnElectionIsFree(),
                acquiresFromMemory(),
                heartbeatsFromMemory(),
                registersOnce(),
                remembersThatANodeIsUnknown(),
                remembersThatANodeHasLeft(),
                listsWhatItHasListed());
    }

    private static Fault fault(String defect) {
        return Fault.of(G_07, defect).rare();
    }

    /** The names that a handle remembers, and how long it remembers each. */
    private static final class Memory {
        private final Map<String, Instant> until = new ConcurrentHashMap<>();
        private final FaultContext context;

        Memory(FaultContext context) {
            this.context = context;
        }

        void remember(String name, Duration ttl) {
            until.put(name, context.after(ttl));
        }

        boolean has(String name) {
            return until.getOrDefault(name, Instant.MIN).isAfter(context.now());
        }

        void forget(String name) {
            until.remove(name);
        }
    }

    private static Fault refusesAgain() {
        return fault("a handle that has refused a candidate keeps refusing it until the requested TTL has passed")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Memory refused = new Memory(context);

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        if (refused.has(election + nodeId)) {
                            return Optional.empty();
                        }
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isEmpty()) {
                            refused.remember(election + nodeId, ttl);
                        }
                        return won;
                    }
                });
    }

    private static Fault renewsFromMemory() {
        return fault("a handle that has renewed a term keeps claiming to renew it until the TTL has passed")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Memory renewed = new Memory(context);

                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        boolean again = renewed.has(held.toString());
                        boolean done = super.renew(held, ttl);
                        if (done) {
                            renewed.remember(held.toString(), ttl);
                        }
                        return done || again;
                    }
                });
    }

    private static Fault doesNotReleaseWhatAnotherHeld() {
        return fault("a handle that could not release an election for a node does not try again")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Set<String> failed = ConcurrentHashMap.newKeySet();

                    @Override
                    public boolean release(String election, String nodeId) {
                        if (failed.contains(election + nodeId)) {
                            return false;
                        }
                        boolean released = super.release(election, nodeId);
                        if (!released) {
                            failed.add(election + nodeId);
                        }
                        return released;
                    }

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        failed.remove(election + nodeId);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault remembersThatAnElectionIsFree() {
        return fault(
                        "a handle that has seen a free election reports it as free until tryAcquire is called on that handle")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Set<String> free = ConcurrentHashMap.newKeySet();

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        if (free.contains(election)) {
                            return Optional.empty();
                        }
                        Optional<Leadership> leader = super.currentLeader(election);
                        if (leader.isEmpty()) {
                            free.add(election);
                        }
                        return leader;
                    }

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        free.remove(election);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault acquiresFromMemory() {
        return fault("a handle on which a node has won a term keeps returning that term until the handle releases it")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Map<String, Leadership> won = new ConcurrentHashMap<>();
                    private final Memory held = new Memory(context);

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Leadership before = won.get(election + nodeId);
                        Optional<Leadership> now = super.tryAcquire(election, nodeId, ttl);
                        if (before != null && held.has(election + nodeId)) {
                            return Optional.of(before);
                        }
                        now.ifPresent(term -> {
                            won.put(election + nodeId, term);
                            held.remember(election + nodeId, ttl);
                        });
                        return now;
                    }

                    @Override
                    public boolean release(Leadership term) {
                        held.forget(term.election() + term.nodeId());
                        return super.release(term);
                    }

                    @Override
                    public boolean release(String election, String nodeId) {
                        held.forget(election + nodeId);
                        return super.release(election, nodeId);
                    }
                });
    }

    private static Fault heartbeatsFromMemory() {
        return fault("a handle returns true for the heartbeat of a node that an earlier heartbeat found active")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private final Memory active = new Memory(context);

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean before = active.has(nodeId);
                        boolean now = super.heartbeat(nodeId, ttl);
                        if (now) {
                            active.remember(nodeId, ttl);
                        }
                        return now || before;
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        active.forget(nodeId);
                        return super.deregister(nodeId);
                    }
                });
    }

    private static Fault registersOnce() {
        return fault("a handle sends only a heartbeat if it has already registered a node with the same metadata")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private final Map<String, Map<String, String>> registered = new ConcurrentHashMap<>();

                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        if (metadata == null
                                || !metadata.equals(registered.get(nodeId))
                                || !super.heartbeat(nodeId, ttl)) {
                            super.register(nodeId, metadata, ttl);
                            registered.put(nodeId, Map.copyOf(metadata));
                        }
                    }
                });
    }

    private static Fault remembersThatANodeIsUnknown() {
        return fault("a handle that has not found the metadata of a node does not look for it again")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        if (unknown.contains(nodeId)) {
                            return Optional.empty();
                        }
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        if (metadata.isEmpty()) {
                            unknown.add(nodeId);
                        }
                        return metadata;
                    }

                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        unknown.remove(nodeId);
                    }
                });
    }

    private static Fault remembersThatANodeHasLeft() {
        return fault(
                        "deregister returns false on a handle that has already deregistered the node and not registered it since")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private final Set<String> left = ConcurrentHashMap.newKeySet();

                    @Override
                    public boolean deregister(String nodeId) {
                        boolean active = super.deregister(nodeId);
                        return left.add(nodeId) && active;
                    }

                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        left.remove(nodeId);
                    }
                });
    }

    private static Fault listsWhatItHasListed() {
        return fault("a handle keeps returning the same members until it changes one of them itself")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private Map<String, Map<String, String>> listed = Map.of();

                    private synchronized <T> T changing(Supplier<T> change) {
                        listed = Map.of();
                        return change.get();
                    }

                    @Override
                    public synchronized Map<String, Map<String, String>> members() {
                        if (listed.isEmpty()) {
                            listed = super.members();
                        }
                        return listed;
                    }

                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        var unused = changing(() -> {
                            super.register(nodeId, metadata, ttl);
                            return true;
                        });
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        return changing(() -> super.heartbeat(nodeId, ttl));
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        return changing(() -> super.deregister(nodeId));
                    }
                });
    }
}
