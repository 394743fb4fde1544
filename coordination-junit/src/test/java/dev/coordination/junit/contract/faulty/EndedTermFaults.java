// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_05;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_03;
import static dev.coordination.junit.contract.Rule.M_04;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * Defects in which an ended term or an expired node comes back, an earlier call changes what a later one does, or a
 * node that leaves takes others with it.
 */
final class EndedTermFaults {

    private static final Set<String> READS = Set.of("currentLeader", "metadata");

    private EndedTermFaults() {}

    static List<Fault> all() {
        return List.of(
                comparesTokens("the last two digits", (old, held) -> old % 100 == held % 100),
                comparesTokens("the last ten bits", (old, held) -> old % 1_024 == held % 1_024),
                comparesTokens("the leading digits", (old, held) -> ("" + held).startsWith("" + old)),
                termsComeBackAfter(Duration.ofHours(1)),
                termsComeBackAfter(Duration.ofDays(30)),
                nodesComeBackAfter(Duration.ofHours(1)),
                nodesComeBackAfter(Duration.ofDays(30)),
                isSkipped(L_03, "renew", 20),
                isSkipped(L_03, "renew", 500),
                isSkipped(M_03, "heartbeat", 20),
                isSkipped(M_03, "heartbeat", 500),
                leavesWithOthers(),
                refusesTheNextCandidateToo(20),
                refusesTheNextCandidateToo(200),
                keepsMetadataOfNodesThatAreGone());
    }

    private static Fault comparesTokens(String part, BiPredicate<Long, Long> isSame) {
        return Fault.of(L_03, "renew compares only " + part + " of the tokens of a node")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership term, Duration ttl) {
                        if (super.renew(term, ttl)) {
                            return true;
                        }
                        Optional<Leadership> held = super.currentLeader(term.election())
                                .filter(leader -> leader.nodeId().equals(term.nodeId()))
                                .filter(leader -> isSame.test(term.fencingToken(), leader.fencingToken()));
                        return held.isPresent() && super.renew(held.get(), ttl);
                    }
                });
    }

    /** After {@code idle}, the adapter has removed the record of the term, and {@code renew} creates the record again. */
    private static Fault termsComeBackAfter(Duration idle) {
        return Fault.of(L_03, "a term that ended more than " + idle + " ago can be renewed if the election is free")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.put("end of " + term, context.after(ttl)));
                        return won;
                    }

                    @Override
                    public boolean renew(Leadership term, Duration ttl) {
                        if (super.renew(term, ttl)) {
                            context.put("end of " + term, context.after(ttl));
                            return true;
                        }
                        Instant end = context.get("end of " + term, Instant.class);
                        return end != null
                                && end.plus(idle).isBefore(context.now())
                                && super.currentLeader(term.election()).isEmpty()
                                && super.tryAcquire(term.election(), term.nodeId(), ttl)
                                        .isPresent();
                    }
                });
    }

    private static Fault nodesComeBackAfter(Duration idle) {
        return Fault.of(M_03, "a heartbeat revives a node that expired more than " + idle + " ago")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put("end of " + nodeId, context.after(ttl));
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean alive = super.heartbeat(nodeId, ttl);
                        Instant end = context.get("end of " + nodeId, Instant.class);
                        if (alive) {
                            context.put("end of " + nodeId, context.after(ttl));
                        } else if (end != null && end.plus(idle).isBefore(context.now())) {
                            register(nodeId, Map.of(), ttl);
                            return true;
                        }
                        return alive;
                    }
                });
    }

    /** A call that has succeeded. */
    private record Done(Duration ttl, Instant at) {}

    private static Fault isSkipped(Rule rule, String operation, int millis) {
        return Fault.of(rule, operation + " does nothing within " + millis + " ms of an equal call on the same handle")
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, skipping(context, operation, millis)))
                .cluster((correct, context) -> Interceptor.around(correct, skipping(context, operation, millis)));
    }

    private static Interceptor skipping(FaultContext context, String operation, int millis) {
        Map<Object, Done> last = new ConcurrentHashMap<>();
        return call -> {
            if (call.arguments().length == 0 || READS.contains(call.operation())) {
                return call.proceed();
            }
            Object first = call.arguments()[0];
            Object name = first instanceof Leadership term ? term.election() : first;
            Done before = name == null ? null : last.remove(name);
            if (!call.is(operation)) {
                return call.proceed();
            }
            Instant now = context.now();
            boolean early =
                    before != null && before.ttl.equals(call.last()) && now.isBefore(before.at.plusMillis(millis));
            Object result = early ? Boolean.TRUE : call.proceed();
            if (Boolean.TRUE.equals(result)) {
                last.put(name, new Done(call.ttl(), early ? before.at : now));
            }
            return result;
        };
    }

    private static Fault refusesTheNextCandidateToo(int refusals) {
        return Fault.of(
                        L_05,
                        "after " + refusals
                                + " refusals, a handle refuses the next candidate even if the election is free")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Map<String, Integer> refused = new ConcurrentHashMap<>();

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        boolean isFree = super.currentLeader(election).isEmpty();
                        Integer before = refused.remove(election);
                        if (isFree && before != null && before >= refusals) {
                            return Optional.empty();
                        }
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isEmpty()) {
                            refused.put(election, before == null ? 1 : before + 1);
                        }
                        return won;
                    }
                });
    }

    private static Fault keepsMetadataOfNodesThatAreGone() {
        return Fault.of(M_01, "a node that comes back keeps the old metadata that its new metadata does not replace")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    @SuppressWarnings("unchecked") // Only metadata is stored.
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        boolean isActive = super.metadata(nodeId).isPresent();
                        super.register(nodeId, metadata, ttl);
                        Map<String, String> before = context.get("metadata of " + nodeId, Map.class);
                        if (!isActive && before != null) {
                            Map<String, String> merged = new HashMap<>(before);
                            merged.putAll(metadata);
                            super.register(nodeId, merged, ttl);
                        }
                        context.put("metadata of " + nodeId, metadata);
                    }
                });
    }

    private static Fault leavesWithOthers() {
        return Fault.of(M_04, "deregister also removes every node whose id ends with the given one")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean left = super.deregister(nodeId);
                        super.activeNodes().stream()
                                .filter(each -> each.endsWith(nodeId))
                                .forEach(super::deregister);
                        return left;
                    }
                });
    }
}
