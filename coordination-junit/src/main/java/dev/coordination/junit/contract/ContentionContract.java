// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent candidates: L-04, L-07, and other rules under contention. */
abstract class ContentionContract extends ElectionArea {

    private static final int CANDIDATES = 6;
    private static final int ROUNDS = 10;
    private static final String WINNERS = "the winners of leaderElection.tryAcquire by six candidates at once";

    /** Handles whose calls are not recorded, because recording takes longer than winning. */
    private List<DistributedCoordination> handles() {
        return Stream.generate(harness::connect).limit(CANDIDATES / 2).toList();
    }

    private List<Leadership> raceForLeadership(List<DistributedCoordination> handles, String election, int ttlInUnits) {
        List<Optional<Leadership>> answers = background.race(
                CANDIDATES,
                candidate -> () -> notNull(
                        handles.get(candidate % handles.size())
                                .leaderElection()
                                .tryAcquire(election, "node-" + candidate, units(ttlInUnits)),
                        "leaderElection.tryAcquire"));
        return answers.stream().flatMap(Optional::stream).toList();
    }

    /** An adapter that checks and acquires in two steps lets two candidates win. */
    @Test
    @Tag("L-07")
    void oneCandidateWinsAFreeElection() {
        List<DistributedCoordination> handles = handles();
        for (int round = 0; round < ROUNDS; round++) {
            List<Leadership> winners = raceForLeadership(handles, "nightly-" + round, 4);

            assertThat(winners).as(WINNERS).hasSize(1);
            assertLeader(winners.get(0));
        }
    }

    /** Repeats the race on one election: the previous term gives no candidate an advantage. */
    @Test
    @Tag("L-07")
    void oneCandidateWinsEachTerm() {
        List<DistributedCoordination> handles = handles();
        long last = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Leadership> winners = raceForLeadership(handles, "nightly", 2);

            assertThat(winners).as(WINNERS).hasSize(1);
            assertLeader(winners.get(0));
            assertThat(winners.get(0).fencingToken())
                    .as("the token that leaderElection.tryAcquire returned, compared with that of the previous term")
                    .isGreaterThan(last);
            last = winners.get(0).fencingToken();
            if (round % 2 == 0) {
                assertThat(elections().release(winners.get(0))).isTrue();
            } else {
                time().advance(units(2));
            }
        }
    }

    /**
     * Terms follow each other as fast as possible: there is one leader at a time, and each has a larger token than the one
     * before.
     */
    @Test
    @Tag("L-04")
    @Tag("L-07")
    void termsDoNotOverlap() {
        AtomicInteger leading = new AtomicInteger();
        AtomicLong lastToken = new AtomicLong();
        List<DistributedCoordination> handles = handles();

        List<Integer> terms = background.race(handles.size(), candidate -> () -> {
            LeaderElection elections = handles.get(candidate).leaderElection();
            int won = 0;
            for (int attempt = 0; attempt < 10 * ROUNDS && won < ROUNDS; attempt++) {
                Optional<Leadership> held = notNull(
                        elections.tryAcquire("nightly", "node-" + candidate, lasting()), "leaderElection.tryAcquire");
                if (held.isEmpty()) {
                    assertThat(elections.release("nightly", "node-" + candidate))
                            .as("leaderElection.release by a node that does not lead")
                            .isFalse();
                    continue;
                }
                assertThat(leading.incrementAndGet())
                        .as("the number of leaders at the same time, according to leaderElection.tryAcquire")
                        .isEqualTo(1);
                long token = held.get().fencingToken();
                assertThat(lastToken.getAndSet(token))
                        .as("the token that leaderElection.tryAcquire returned before %s", token)
                        .isLessThan(token);
                won++;
                leading.decrementAndGet();
                assertThat(elections.release(held.get()))
                        .as("leaderElection.release of the term that is held")
                        .isTrue();
            }
            return won;
        });

        assertThat(terms.stream().mapToInt(won -> won).sum())
                .as("the number of terms that leaderElection.tryAcquire returned")
                .isPositive();
        assertNoLeader("nightly");
    }

    /** All threads of the node renew one term. */
    @Test
    @Tag("L-02")
    void concurrentRequestsByOneNodeGetTheSameTerm() {
        List<DistributedCoordination> handles = handles();
        for (int round = 0; round < ROUNDS; round++) {
            String election = "nightly-" + round;

            List<Optional<Leadership>> answers = background.race(
                    handles.size(),
                    thread -> () -> handles.get(thread).leaderElection().tryAcquire(election, "node-a", units(4)));

            assertThat(answers)
                    .as("leaderElection.tryAcquire by three threads of one node at once")
                    .doesNotContain(Optional.empty())
                    .containsOnly(elections().currentLeader(election));
        }
    }

    /** Exactly one of several concurrent releases returns true. */
    @Test
    @Tag("L-05")
    void aTermIsReleasedOnce() {
        List<DistributedCoordination> handles = handles();
        for (int round = 0; round < ROUNDS; round++) {
            Leadership held = acquire("nightly", "node-a", 4);

            List<Boolean> answers = background.race(
                    handles.size(),
                    thread -> () -> thread % 2 == 0
                            ? handles.get(thread).leaderElection().release(held)
                            : handles.get(thread).leaderElection().release("nightly", "node-a"));

            assertThat(answers)
                    .as("leaderElection.release of one term by three threads at once")
                    .containsOnlyOnce(true);
            assertNoLeader("nightly");
        }
    }
}
