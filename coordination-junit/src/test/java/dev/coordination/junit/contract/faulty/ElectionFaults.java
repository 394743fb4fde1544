// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.L_01;
import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_04;
import static dev.coordination.junit.contract.Rule.L_05;
import static dev.coordination.junit.contract.Rule.L_06;
import static dev.coordination.junit.contract.Rule.L_07;
import static dev.coordination.junit.contract.Rule.L_08;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Defects in terms and fencing tokens. */
final class ElectionFaults {

    private ElectionFaults() {}

    static List<Fault> all() {
        return List.of(
                everyCandidateWins(),
                theHolderIsRefused(),
                acquiringAgainStartsANewTerm(),
                acquiringAgainRenewsNothing(),
                acquiringAgainOnlyExtends(),
                renewRevivesExpiredTerms(),
                renewComparesOnlyTheNode(),
                releaseComparesOnlyTheNode(),
                renewComparesOnlyTheToken(),
                tokensRestartAfterRelease(),
                everySecondTokenRepeats(),
                tokenCounterExpires(),
                tokenCounterExpiresAfterAYear(),
                tokensAreCountedByEachHandle(),
                tokensDecrease(),
                anyoneCanRelease(),
                releaseIgnoresTheNodeId(),
                releaseTakesEffectLater(),
                releaseAlwaysReturnsTrue(),
                currentLeaderReturnsExpiredTerms(),
                handlesCacheTheLeader(),
                tryAcquireIsNotAtomic(),
                aNodeLeadsOnlyOneElection(),
                releasingOneElectionReleasesAll());
    }

    private static Fault everyCandidateWins() {
        return Fault.of(L_01, "every candidate wins, even while the election is held")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isPresent()) {
                            return won;
                        }
                        super.currentLeader(election).ifPresent(super::release);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault theHolderIsRefused() {
        return Fault.of(L_02, "the holder is refused when it acquires again")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        boolean held = super.currentLeader(election).isPresent();
                        return super.tryAcquire(election, nodeId, ttl).filter(won -> !held);
                    }
                });
    }

    private static Fault acquiringAgainStartsANewTerm() {
        return Fault.of(L_02, "the holder gets a new token when it acquires again")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        super.release(election, nodeId);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault acquiringAgainRenewsNothing() {
        return Fault.of(L_02, "the holder keeps its old deadline when it acquires again")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.currentLeader(election)
                                .filter(held -> held.nodeId().equals(nodeId))
                                .or(() -> super.tryAcquire(election, nodeId, ttl));
                    }
                });
    }

    private static Fault acquiringAgainOnlyExtends() {
        return Fault.of(L_02, "the holder keeps its longer TTL when it acquires again with a shorter one")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> held = super.currentLeader(election)
                                .filter(leader -> leader.nodeId().equals(nodeId));
                        Duration previous = context.get("ttl of " + election, Duration.class);
                        if (held.isPresent() && previous != null && previous.compareTo(ttl) > 0) {
                            return held;
                        }
                        context.put("ttl of " + election, ttl);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault renewRevivesExpiredTerms() {
        return Fault.of(L_03, "an expired term can be renewed while the election is free")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(held, ttl)
                                || super.currentLeader(held.election()).isEmpty()
                                        && super.tryAcquire(held.election(), held.nodeId(), ttl)
                                                .isPresent();
                    }
                });
    }

    /** Returns the current term of the node of {@code held}, whatever its token, or {@code held} if that node does not lead. */
    private static Leadership current(LeaderElection elections, Leadership held) {
        return elections
                .currentLeader(held.election())
                .filter(leader -> leader.nodeId().equals(held.nodeId()))
                .orElse(held);
    }

    private static Fault renewComparesOnlyTheNode() {
        return Fault.of(L_03, "renew compares the node but not the token")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(current(delegate, held), ttl);
                    }
                });
    }

    private static Fault releaseComparesOnlyTheNode() {
        return Fault.of(L_03, "release compares the node but not the token")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.release(current(delegate, held));
                    }
                });
    }

    private static Fault renewComparesOnlyTheToken() {
        return Fault.of(L_03, "renew compares the token but not the node")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.currentLeader(held.election())
                                .filter(leader -> leader.fencingToken() == held.fencingToken())
                                .map(leader -> super.renew(leader, ttl))
                                .orElse(false);
                    }
                });
    }

    /** An election that replaces the tokens of a correct one. */
    private abstract static class RenumberedElection extends ForwardingElection {

        final FaultContext context;

        RenumberedElection(LeaderElection delegate, FaultContext context) {
            super(delegate);
            this.context = context;
        }

        /** Returns the token to report for a new term. */
        abstract long tokenOf(Leadership term);

        private Optional<Leadership> renumber(Optional<Leadership> term) {
            return term.map(correct -> {
                Leadership shown = context.get(correct, Leadership.class);
                if (shown == null) {
                    shown = new Leadership(correct.election(), correct.nodeId(), tokenOf(correct));
                    context.put(correct, shown);
                }
                return shown;
            });
        }

        private Leadership original(Leadership shown) {
            return delegate.currentLeader(shown.election())
                    .filter(correct -> shown.equals(context.get(correct, Leadership.class)))
                    .orElse(new Leadership(shown.election(), shown.nodeId(), Long.MAX_VALUE));
        }

        @Override
        public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
            return renumber(super.tryAcquire(election, nodeId, ttl));
        }

        @Override
        public boolean renew(Leadership held, Duration ttl) {
            return super.renew(original(held), ttl);
        }

        @Override
        public boolean release(Leadership held) {
            return super.release(original(held));
        }

        @Override
        public Optional<Leadership> currentLeader(String election) {
            return renumber(super.currentLeader(election));
        }
    }

    private static Fault tokensRestartAfterRelease() {
        return Fault.of(L_04, "tokens restart when an election is released")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    @Override
                    long tokenOf(Leadership term) {
                        Long before = context.get("released " + term.election(), Long.class);
                        return term.fencingToken() - (before == null ? 0 : before);
                    }

                    @Override
                    public boolean release(Leadership held) {
                        Optional<Leadership> term = delegate.currentLeader(held.election());
                        boolean released = super.release(held);
                        if (released) {
                            context.put(
                                    "released " + held.election(),
                                    term.orElseThrow().fencingToken());
                        }
                        return released;
                    }
                });
    }

    private static Fault everySecondTokenRepeats() {
        return Fault.of(L_04, "every second token repeats the one before it")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    @Override
                    long tokenOf(Leadership term) {
                        return (term.fencingToken() + 1) / 2;
                    }
                });
    }

    private static Fault tokenCounterExpires() {
        return Fault.of(L_04, "the token counter expires after ten times the TTL of a term")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    @Override
                    long tokenOf(Leadership term) {
                        String counter = "tokens of " + term.election();
                        return context.correct.cache().increment(counter, 1, context.get("ttl", Duration.class));
                    }

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        context.put("ttl", ttl == null ? Duration.ofMillis(1) : ttl.multipliedBy(10));
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault tokenCounterExpiresAfterAYear() {
        return Fault.of(L_04, "the token counter expires after a year without a new term")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    @Override
                    long tokenOf(Leadership term) {
                        String counter = "tokens of " + term.election();
                        long token = context.correct.cache().increment(counter, 1);
                        context.correct.cache().expire(counter, Duration.ofDays(365));
                        return token;
                    }
                });
    }

    private static Fault tokensAreCountedByEachHandle() {
        return Fault.of(L_04, "each handle counts its own tokens")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    private final AtomicLong last = new AtomicLong();

                    @Override
                    long tokenOf(Leadership term) {
                        return last.incrementAndGet();
                    }
                });
    }

    private static Fault tokensDecrease() {
        return Fault.of(L_04, "tokens decrease")
                .elections((correct, context) -> new RenumberedElection(correct, context) {
                    @Override
                    long tokenOf(Leadership term) {
                        return 1_000_000_000L - term.fencingToken();
                    }
                });
    }

    private static Fault anyoneCanRelease() {
        return Fault.of(L_05, "anyone can release the leader's term")
                .row(1)
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.currentLeader(held.election())
                                .map(super::release)
                                .orElse(false);
                    }
                });
    }

    private static Fault releaseIgnoresTheNodeId() {
        return Fault.of(L_05, "release by node id ignores who holds the term")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        return super.currentLeader(election)
                                .map(leader -> super.release(election, leader.nodeId()))
                                .orElse(false);
                    }
                });
    }

    private static Fault releaseTakesEffectLater() {
        return Fault.of(L_05, "a released election becomes free only a second later")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.renew(held, Duration.ofSeconds(1));
                    }
                });
    }

    private static Fault releaseAlwaysReturnsTrue() {
        return Fault.of(L_05, "release by node id always returns true")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        super.release(election, nodeId);
                        return true;
                    }
                });
    }

    private static Fault currentLeaderReturnsExpiredTerms() {
        return Fault.of(L_06, "currentLeader returns the last winner even after its term has ended")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.put(election, term));
                        return won;
                    }

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return super.currentLeader(election)
                                .or(() -> Optional.ofNullable(context.get(election, Leadership.class)));
                    }
                });
    }

    private static Fault handlesCacheTheLeader() {
        return Fault.of(L_06, "each handle caches the first leader that it saw")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Map<String, Leadership> seen = new ConcurrentHashMap<>();

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        Optional<Leadership> leader = super.currentLeader(election);
                        leader.ifPresent(term -> seen.putIfAbsent(election, term));
                        return leader.map(term -> seen.get(election));
                    }
                });
    }

    private static Fault tryAcquireIsNotAtomic() {
        return Fault.of(L_07, "tryAcquire checks and acquires in two steps")
                .racy()
                .elections((correct, context) -> new RacyElection(correct));
    }

    private static Fault aNodeLeadsOnlyOneElection() {
        return Fault.of(L_08, "a node can lead only one election")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Leadership other = context.get("led by " + nodeId, Leadership.class);
                        if (other != null
                                && !other.election().equals(election)
                                && super.currentLeader(other.election()).equals(Optional.of(other))) {
                            return Optional.empty();
                        }
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.put("led by " + nodeId, term));
                        return won;
                    }
                });
    }

    private static Fault releasingOneElectionReleasesAll() {
        return Fault.of(L_08, "releasing one election releases all elections of the node")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.list("terms of " + nodeId).add(term));
                        return won;
                    }

                    @Override
                    public boolean release(Leadership held) {
                        boolean released = super.release(held);
                        if (released) {
                            context.<Leadership>list("terms of " + held.nodeId())
                                    .forEach(super::release);
                        }
                        return released;
                    }
                });
    }
}
