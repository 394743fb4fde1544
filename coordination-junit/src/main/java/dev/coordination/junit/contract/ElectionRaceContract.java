// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static dev.coordination.junit.contract.races.ElectionCalls.currentLeader;
import static dev.coordination.junit.contract.races.ElectionCalls.hold;
import static dev.coordination.junit.contract.races.ElectionCalls.release;
import static dev.coordination.junit.contract.races.ElectionCalls.renew;
import static dev.coordination.junit.contract.races.ElectionCalls.tryAcquire;
import static dev.coordination.junit.contract.races.Race.between;
import static dev.coordination.junit.contract.races.Ttl.LONG;
import static dev.coordination.junit.contract.races.Ttl.SHORT;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls on one election at the same time: L-02 to L-08. */
abstract class ElectionRaceContract extends RaceArea {

    private static final int CANDIDATES = 3;

    /** The number of elections of each of them. */
    private static final int ELECTIONS = 200;

    @Test
    @Tag("L-02")
    void oneNodeThatAcquiresTwiceGetsOneTerm() {
        judge(
                between(tryAcquire("a"), tryAcquire("a")).then(currentLeader()),
                between(tryAcquire("a"), tryAcquire("a"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()),
                between(tryAcquire("a"), release()).after(hold("a", LONG)).then(currentLeader()));
    }

    /** An adapter that checks the term and then extends whatever term there is extends that of another node. */
    @Test
    @Tag("L-02")
    void acquiringAgainExtendsOnlyTheOwnTerm() {
        judge(between(List.of(tryAcquire("a")), List.of(release("a"), tryAcquire("b", SHORT)))
                .after(hold("a", LONG))
                .thenAfterAUnit(currentLeader()));
    }

    /** An adapter that checks the term and then extends whatever term there is extends a later one. */
    @Test
    @Tag("L-03")
    void aRenewalExtendsOnlyItsOwnTerm() {
        judge(
                between(List.of(renew()), List.of(release("a"), tryAcquire("b", SHORT)))
                        .after(hold("a", LONG))
                        .thenAfterAUnit(currentLeader()),
                between(List.of(renew()), List.of(release("a"), tryAcquire("a", SHORT)))
                        .after(hold("a", LONG))
                        .thenAfterAUnit(currentLeader()));
    }

    /** An adapter that checks the term and then acts on whatever term there is revives the old one, or ends the new one. */
    @Test
    @Tag("L-03")
    void aTermThatHasEndedStaysOver() {
        judge(
                between(List.of(renew()), List.of(release("a"), tryAcquire("b")))
                        .after(hold("a", LONG))
                        .then(currentLeader()),
                between(List.of(renew()), List.of(release("a"), tryAcquire("a")))
                        .after(hold("a", LONG))
                        .then(currentLeader()),
                between(renew(), release()).after(hold("a", LONG)).then(currentLeader()),
                between(renew(), tryAcquire("b"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()),
                between(release(), tryAcquire("b"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()),
                between(release("a"), tryAcquire("b"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()));
    }

    @Test
    @Tag("L-04")
    void termsThatFollowEachOtherAtOnceHaveDifferentTokens() {
        judge(
                between(List.of(tryAcquire("a"), release("a")), List.of(tryAcquire("b"), release("b"))),
                between(List.of(release(), tryAcquire("a")), List.of(tryAcquire("b")))
                        .after(hold("a", LONG))
                        .then(currentLeader()));
    }

    /** An adapter that draws the token first gives the later of two terms the older one. */
    @Test
    @Tag("L-04")
    void theLaterOfTwoTermsHasTheLargerToken() {
        judge(
                between(List.of(tryAcquire("a")), List.of(tryAcquire("b"), release("b")))
                        .then(currentLeader()),
                between(List.of(tryAcquire("a")), List.of(tryAcquire("b"), release("b"), tryAcquire("b"), release("b")))
                        .then(currentLeader()),
                between(List.of(tryAcquire("a")), List.of(release("c"), tryAcquire("b"), release("b")))
                        .after(hold("c", LONG))
                        .then(currentLeader()));
    }

    @Test
    @Tag("L-05")
    void oneOfTwoReleasesReturnsTrue() {
        judge(
                between(release(), release()).after(hold("a", LONG)).then(currentLeader()),
                between(release(), release("a")).after(hold("a", LONG)).then(currentLeader()),
                between(release("a"), release("a")).after(hold("a", LONG)).then(currentLeader()));
    }

    @Test
    @Tag("L-05")
    @Tag("L-03")
    void aReleaseEndsOnlyItsOwnTerm() {
        judge(
                between(List.of(release()), List.of(release("a"), tryAcquire("b")))
                        .after(hold("a", LONG))
                        .then(currentLeader()),
                between(List.of(release()), List.of(release("a"), tryAcquire("a")))
                        .after(hold("a", LONG))
                        .then(currentLeader()),
                between(List.of(release("a")), List.of(release(), tryAcquire("b")))
                        .after(hold("a", LONG))
                        .then(currentLeader()));
    }

    @Test
    @Tag("L-06")
    void aQueryDoesNotEndATerm() {
        judge(
                between(currentLeader(), tryAcquire("b")).then(currentLeader()),
                between(currentLeader(), tryAcquire("b"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()));
    }

    @Test
    @Tag("L-07")
    void oneOfTwoCandidatesWinsAFreeElection() {
        judge(
                between(tryAcquire("a"), tryAcquire("b")).then(currentLeader()),
                between(tryAcquire("a"), tryAcquire("b"))
                        .after(hold("c", LONG), release())
                        .then(currentLeader()));
    }

    @Test
    @Tag("L-07")
    @Tag("L-03")
    void oneOfTwoCandidatesTakesOverAnExpiredTerm() {
        judge(between(tryAcquire("a"), tryAcquire("b"))
                .afterExpiryOf(hold("c", SHORT))
                .then(currentLeader()));
    }

    /** Each thread is the only candidate of its elections. An adapter may lock several elections together. */
    @Test
    @Tag("L-08")
    void concurrentCandidatesOfDifferentElectionsAllWin() {
        List<DistributedCoordination> handles =
                Stream.generate(harness::connect).limit(CANDIDATES).toList();

        List<List<String>> refused = background.race(CANDIDATES, thread -> () -> {
            LeaderElection elections = handles.get(thread).leaderElection();
            List<String> lost = new ArrayList<>();
            for (int i = 0; i < ELECTIONS; i++) {
                String election = "election " + i + " of " + thread;
                if (notNull(elections.tryAcquire(election, "node", lasting()), "leaderElection.tryAcquire")
                        .isEmpty()) {
                    lost.add(election);
                }
            }
            return lost;
        });

        assertThat(refused.stream().flatMap(List::stream))
                .as("the free elections that leaderElection.tryAcquire did not win beside candidates of others")
                .isEmpty();
    }
}
