// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_04;
import static dev.coordination.junit.contract.Rule.L_05;
import static dev.coordination.junit.contract.Rule.L_06;
import static dev.coordination.junit.contract.Rule.L_07;
import static dev.coordination.junit.contract.Rule.L_08;
import static dev.coordination.junit.contract.faulty.RacyFaults.apart;
import static dev.coordination.junit.contract.faulty.RacyFaults.pass;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;

/** Operations of the leader election that take two steps. */
final class RacyElectionFaults {

    private RacyElectionFaults() {}

    static List<IntFunction<Fault>> kinds() {
        return List.of(
                RacyElectionFaults::acquireByOneNode,
                RacyElectionFaults::acquireAgain,
                RacyElectionFaults::renew,
                RacyElectionFaults::renewOfALaterTerm,
                RacyElectionFaults::release,
                RacyElectionFaults::releaseOfALaterTerm,
                RacyElectionFaults::releaseOfANode,
                RacyElectionFaults::acquire,
                RacyElectionFaults::takeover,
                RacyElectionFaults::token,
                RacyElectionFaults::drawnToken,
                RacyElectionFaults::sharedLock,
                RacyElectionFaults::currentLeaderRemovesWhatHasExpired);
    }

    private static Fault acquireByOneNode(int window) {
        return racyAcquire(
                L_02,
                window,
                "tryAcquire finds a free election, then begins a new term even if the node already has one",
                (election, context) -> true,
                String::equals);
    }

    private static Fault acquireAgain(int window) {
        return Fault.of(
                        L_02,
                        "tryAcquire finds a term of the node, then extends whatever term there is" + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> held = super.currentLeader(election)
                                .filter(term -> term.nodeId().equals(nodeId));
                        if (held.isEmpty()) {
                            return super.tryAcquire(election, nodeId, ttl);
                        }
                        Arguments.ttlMillis(ttl, "ttl");
                        pass(window);
                        super.currentLeader(election).ifPresent(term -> super.renew(term, ttl));
                        return held;
                    }
                });
    }

    /** A term that has ended in the meantime is written back, and replaces the term that followed it. */
    private static Fault renew(int window) {
        return Fault.of(L_03, "renew checks the term, then writes it back" + apart(window))
                .elections((correct, context) -> new RevivingElection(correct, context, () -> pass(window)));
    }

    private static Fault renewOfALaterTerm(int window) {
        return Fault.of(L_03, "renew checks the term, then extends whatever term there is" + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        if (!super.currentLeader(held.election()).equals(Optional.of(held))) {
                            return super.renew(held, ttl);
                        }
                        pass(window);
                        super.currentLeader(held.election()).ifPresent(term -> super.renew(term, ttl));
                        return true;
                    }
                });
    }

    private static Fault release(int window) {
        return racyRelease(
                window,
                "ends whatever term there is",
                (elections, held) -> elections.currentLeader(held.election()).ifPresent(elections::release));
    }

    private static Fault releaseOfALaterTerm(int window) {
        return racyRelease(
                window,
                "ends whatever term the node holds",
                (elections, held) -> elections.release(held.election(), held.nodeId()));
    }

    private static Fault racyRelease(
            int window, String effect, BiConsumer<? super LeaderElection, ? super Leadership> end) {
        return Fault.of(L_05, "release checks the term, then " + effect + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        if (!super.currentLeader(held.election()).equals(Optional.of(held))) {
                            return super.release(held);
                        }
                        pass(window);
                        end.accept(correct, held);
                        return true;
                    }
                });
    }

    private static Fault releaseOfANode(int window) {
        return Fault.of(L_05, "release by node id checks the node, then ends whatever term there is" + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        boolean leads = super.currentLeader(election)
                                .filter(held -> held.nodeId().equals(nodeId))
                                .isPresent();
                        if (!leads) {
                            return super.release(election, nodeId);
                        }
                        pass(window);
                        super.currentLeader(election).ifPresent(super::release);
                        return true;
                    }
                });
    }

    private static Fault acquire(int window) {
        return racyAcquire(
                L_07,
                window,
                "tryAcquire finds a free election, then takes it",
                (election, context) -> true,
                (held, own) -> !held.equals(own));
    }

    private static Fault takeover(int window) {
        return racyAcquire(
                L_07,
                window,
                "tryAcquire finds an expired term, then replaces it",
                RacyFaults::hasExpired,
                (held, own) -> !held.equals(own));
    }

    private static Fault token(int window) {
        return Fault.of(L_04, "tryAcquire reads the last token, then writes the next one" + apart(window))
                .elections((correct, context) -> new RenumberedElection(correct, context, () -> pass(window)));
    }

    private static Fault drawnToken(int window) {
        return Fault.of(L_04, "tryAcquire draws a token, then tries to win with it" + apart(window))
                .elections((correct, context) -> new DrawnTokenElection(correct, context, () -> pass(window)));
    }

    private static Fault sharedLock(int window) {
        return Fault.of(
                        L_08,
                        "tryAcquire is refused while another call runs for an election with the same lock"
                                + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        String lock = "lock " + (Arguments.election(election).hashCode() & 15);
                        String locked = context.get(lock, String.class);
                        if (locked != null && !locked.equals(election)) {
                            return Optional.empty();
                        }
                        context.put(lock, election);
                        try {
                            pass(window);
                            return super.tryAcquire(election, nodeId, ttl);
                        } finally {
                            context.remove(lock);
                        }
                    }
                });
    }

    private static Fault currentLeaderRemovesWhatHasExpired(int window) {
        return Fault.of(L_06, "currentLeader finds an expired term, then ends whatever term there is" + apart(window))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> held = super.tryAcquire(election, nodeId, ttl);
                        held.ifPresent(term -> RacyFaults.expiresAfter(ttl, election, context));
                        return held;
                    }

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        Optional<Leadership> leader = super.currentLeader(election);
                        if (leader.isEmpty() && RacyFaults.hasExpired(election, context)) {
                            pass(window);
                            super.currentLeader(election).ifPresent(super::release);
                        }
                        return leader;
                    }
                });
    }

    private interface Condition {
        boolean holds(String election, FaultContext context);
    }

    /** Takes an election away from some of the nodes that have acquired it in the meantime. */
    private static Fault racyAcquire(
            Rule rule, int window, String defect, Condition condition, BiPredicate<String, String> taken) {
        return Fault.of(rule, defect + apart(window)).elections((correct, context) -> new ForwardingElection(correct) {
            @Override
            public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                if (super.currentLeader(election).isPresent() || !condition.holds(election, context)) {
                    return acquired(election, super.tryAcquire(election, nodeId, ttl), ttl);
                }
                pass(window);
                super.currentLeader(election)
                        .filter(held -> taken.test(held.nodeId(), nodeId))
                        .ifPresent(super::release);
                return acquired(election, super.tryAcquire(election, nodeId, ttl), ttl);
            }

            private Optional<Leadership> acquired(String election, Optional<Leadership> held, Duration ttl) {
                held.ifPresent(term -> RacyFaults.expiresAfter(ttl, election, context));
                return held;
            }
        });
    }
}
