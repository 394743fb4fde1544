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

/** Leases and fencing tokens. */
final class ElectionFaults {

    private ElectionFaults() {}

    static List<Fault> all() {
        return List.of(
                theLastWhoAsksWins(),
                theHolderIsRefusedToo(),
                askingAgainIsANewTerm(),
                askingAgainRenewsNothing(),
                askingAgainOnlyLengthens(),
                renewingRevives(),
                renewingComparesTheNodeOnly(),
                releasingComparesTheNodeOnly(),
                renewingComparesTheTokenOnly(),
                tokensStartAnewAfterRelease(),
                tokensRepeatAfterExpiry(),
                tokensAreForgottenAfterAWhile(),
                tokensAreForgottenAfterAYear(),
                tokensAreCountedByEachHandle(),
                tokensFall(),
                anybodyReleases(),
                nodeIdsReleaseAnybody(),
                releasingTakesEffectAtTheTtl(),
                releasingIsAlwaysTrue(),
                theLeaderIsWhoeverWasLast(),
                handlesRememberTheLeader(),
                asksAndThenActs(),
                aNodeLeadsOneElection(),
                releasingOneReleasesAll());
    }

    private static Fault theLastWhoAsksWins() {
        return Fault.of(L_01, "whoever asks gets the election")
                .elections((right, world) -> new ForwardingElection(right) {
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

    private static Fault theHolderIsRefusedToo() {
        return Fault.of(L_02, "the holder that asks again is refused")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        boolean held = super.currentLeader(election).isPresent();
                        return super.tryAcquire(election, nodeId, ttl).filter(won -> !held);
                    }
                });
    }

    private static Fault askingAgainIsANewTerm() {
        return Fault.of(L_02, "the holder that asks again gets a new token")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        super.release(election, nodeId);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault askingAgainRenewsNothing() {
        return Fault.of(L_02, "the holder that asks again keeps the old deadline")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.currentLeader(election)
                                .filter(held -> held.nodeId().equals(nodeId))
                                .or(() -> super.tryAcquire(election, nodeId, ttl));
                    }
                });
    }

    private static Fault askingAgainOnlyLengthens() {
        return Fault.of(L_02, "the holder that asks for less keeps what it had")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> held = super.currentLeader(election)
                                .filter(leader -> leader.nodeId().equals(nodeId));
                        Duration had = world.noted("ttl of " + election, Duration.class);
                        if (held.isPresent() && had != null && had.compareTo(ttl) > 0) {
                            return held;
                        }
                        world.note("ttl of " + election, ttl);
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault renewingRevives() {
        return Fault.of(L_03, "an expired term can be renewed when nobody else leads")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(held, ttl)
                                || super.currentLeader(held.election()).isEmpty()
                                        && super.tryAcquire(held.election(), held.nodeId(), ttl)
                                                .isPresent();
                    }
                });
    }

    /** Returns the current term of a node, whatever token it is asked with. */
    private static Leadership current(LeaderElection elections, Leadership held) {
        return elections
                .currentLeader(held.election())
                .filter(leader -> leader.nodeId().equals(held.nodeId()))
                .orElse(held);
    }

    private static Fault renewingComparesTheNodeOnly() {
        return Fault.of(L_03, "renewing compares the node and not the token")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(current(to, held), ttl);
                    }
                });
    }

    private static Fault releasingComparesTheNodeOnly() {
        return Fault.of(L_03, "releasing compares the node and not the token")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.release(current(to, held));
                    }
                });
    }

    private static Fault renewingComparesTheTokenOnly() {
        return Fault.of(L_03, "renewing compares the token and not the node")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.currentLeader(held.election())
                                .filter(leader -> leader.fencingToken() == held.fencingToken())
                                .map(leader -> super.renew(leader, ttl))
                                .orElse(false);
                    }
                });
    }

    /** Elections whose tokens are other numbers than they should be. */
    private abstract static class Renumbered extends ForwardingElection {

        final World world;

        Renumbered(LeaderElection to, World world) {
            super(to);
            this.world = world;
        }

        /** Returns the token of a new term. */
        abstract long tokenOf(Leadership term);

        private Optional<Leadership> shown(Optional<Leadership> term) {
            return term.map(right -> {
                Leadership shown = world.noted(right, Leadership.class);
                if (shown == null) {
                    shown = new Leadership(right.election(), right.nodeId(), tokenOf(right));
                    world.note(right, shown);
                }
                return shown;
            });
        }

        private Leadership hidden(Leadership shown) {
            return to.currentLeader(shown.election())
                    .filter(right -> shown.equals(world.noted(right, Leadership.class)))
                    .orElse(new Leadership(shown.election(), shown.nodeId(), Long.MAX_VALUE));
        }

        @Override
        public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
            return shown(super.tryAcquire(election, nodeId, ttl));
        }

        @Override
        public boolean renew(Leadership held, Duration ttl) {
            return super.renew(hidden(held), ttl);
        }

        @Override
        public boolean release(Leadership held) {
            return super.release(hidden(held));
        }

        @Override
        public Optional<Leadership> currentLeader(String election) {
            return shown(super.currentLeader(election));
        }
    }

    private static Fault tokensStartAnewAfterRelease() {
        return Fault.of(L_04, "tokens start anew when an election is released")
                .elections((right, world) -> new Renumbered(right, world) {
                    @Override
                    long tokenOf(Leadership term) {
                        Long before = world.noted("released " + term.election(), Long.class);
                        return term.fencingToken() - (before == null ? 0 : before);
                    }

                    @Override
                    public boolean release(Leadership held) {
                        Optional<Leadership> term = to.currentLeader(held.election());
                        boolean released = super.release(held);
                        if (released) {
                            world.note(
                                    "released " + held.election(),
                                    term.orElseThrow().fencingToken());
                        }
                        return released;
                    }
                });
    }

    private static Fault tokensRepeatAfterExpiry() {
        return Fault.of(L_04, "every other token is the one before again")
                .elections((right, world) -> new Renumbered(right, world) {
                    @Override
                    long tokenOf(Leadership term) {
                        return (term.fencingToken() + 1) / 2;
                    }
                });
    }

    private static Fault tokensAreForgottenAfterAWhile() {
        return Fault.of(L_04, "what counts the tokens expires ten times as late as the term")
                .elections((right, world) -> new Renumbered(right, world) {
                    @Override
                    long tokenOf(Leadership term) {
                        String counter = "tokens of " + term.election();
                        return world.right.cache().increment(counter, 1, world.noted("ttl", Duration.class));
                    }

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        world.note("ttl", ttl == null ? Duration.ofMillis(1) : ttl.multipliedBy(10));
                        return super.tryAcquire(election, nodeId, ttl);
                    }
                });
    }

    private static Fault tokensAreForgottenAfterAYear() {
        return Fault.of(L_04, "the counter of an election's tokens expires after an idle year")
                .elections((right, world) -> new Renumbered(right, world) {
                    @Override
                    long tokenOf(Leadership term) {
                        String counter = "tokens of " + term.election();
                        long token = world.right.cache().increment(counter, 1);
                        world.right.cache().expire(counter, Duration.ofDays(365));
                        return token;
                    }
                });
    }

    private static Fault tokensAreCountedByEachHandle() {
        return Fault.of(L_04, "each handle counts its own tokens")
                .elections((right, world) -> new Renumbered(right, world) {
                    private final AtomicLong last = new AtomicLong();

                    @Override
                    long tokenOf(Leadership term) {
                        return last.incrementAndGet();
                    }
                });
    }

    private static Fault tokensFall() {
        return Fault.of(L_04, "tokens fall").elections((right, world) -> new Renumbered(right, world) {
            @Override
            long tokenOf(Leadership term) {
                return 1_000_000_000L - term.fencingToken();
            }
        });
    }

    private static Fault anybodyReleases() {
        return Fault.of(L_05, "anybody who asks releases the leader")
                .row(1)
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.currentLeader(held.election())
                                .map(super::release)
                                .orElse(false);
                    }
                });
    }

    private static Fault nodeIdsReleaseAnybody() {
        return Fault.of(L_05, "releasing by node id does not look whose the term is")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        return super.currentLeader(election)
                                .map(leader -> super.release(election, leader.nodeId()))
                                .orElse(false);
                    }
                });
    }

    private static Fault releasingTakesEffectAtTheTtl() {
        return Fault.of(L_05, "a released election is free only after a while")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public boolean release(Leadership held) {
                        return super.renew(held, Duration.ofSeconds(1));
                    }
                });
    }

    private static Fault releasingIsAlwaysTrue() {
        return Fault.of(L_05, "releasing is always true").elections((right, world) -> new ForwardingElection(right) {
            @Override
            public boolean release(String election, String nodeId) {
                super.release(election, nodeId);
                return true;
            }
        });
    }

    private static Fault theLeaderIsWhoeverWasLast() {
        return Fault.of(L_06, "the current leader is whoever won last, expired or not")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> world.note(election, term));
                        return won;
                    }

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return super.currentLeader(election)
                                .or(() -> Optional.ofNullable(world.noted(election, Leadership.class)));
                    }
                });
    }

    private static Fault handlesRememberTheLeader() {
        return Fault.of(L_06, "each handle remembers the leader it saw")
                .elections((right, world) -> new ForwardingElection(right) {
                    private final Map<String, Leadership> seen = new ConcurrentHashMap<>();

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        Optional<Leadership> leader = super.currentLeader(election);
                        leader.ifPresent(term -> seen.putIfAbsent(election, term));
                        return leader.map(term -> seen.get(election));
                    }
                });
    }

    private static Fault asksAndThenActs() {
        return Fault.of(L_07, "an election is looked at first and taken afterwards")
                .racy()
                .elections((right, world) -> new RacyElection(right));
    }

    private static Fault aNodeLeadsOneElection() {
        return Fault.of(L_08, "a node can lead one election only")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Leadership other = world.noted("led by " + nodeId, Leadership.class);
                        if (other != null
                                && !other.election().equals(election)
                                && super.currentLeader(other.election()).equals(Optional.of(other))) {
                            return Optional.empty();
                        }
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> world.note("led by " + nodeId, term));
                        return won;
                    }
                });
    }

    private static Fault releasingOneReleasesAll() {
        return Fault.of(L_08, "releasing one election releases all that the node leads")
                .elections((right, world) -> new ForwardingElection(right) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> world.listOf("terms of " + nodeId).add(term));
                        return won;
                    }

                    @Override
                    public boolean release(Leadership held) {
                        boolean released = super.release(held);
                        if (released) {
                            world.<Leadership>listOf("terms of " + held.nodeId())
                                    .forEach(super::release);
                        }
                        return released;
                    }
                });
    }
}
