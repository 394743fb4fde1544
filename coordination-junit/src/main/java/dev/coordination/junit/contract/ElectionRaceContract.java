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

/** Concurrent calls on one election: L-02 to L-08. */
abstract class ElectionRaceContract extends RaceArea {

    private static final int CANDIDATES = 3;

    /** The number of elections in which each candidate runs. */
    private static final int ELECTIONS = 200;

    @Test
    @Tag("L-02")
    void aNodeThatAcquiresTwiceAtOnceGetsOneTerm() {
        judge(
                between(tryAcquire("a"), tryAcquire("a")).then(currentLeader()),
                between(tryAcquire("a"), tryAcquire("a"))
                        .afterExpiryOf(hold("a", SHORT))
                        .then(currentLeader()),
                between(tryAcquire("a"), release()).after(hold("a", LONG)).then(currentLeader()));
    }

    /** An adapter that checks the term, and then extends whichever term is current, may extend another node's term. */
    @Test
    @Tag("L-02")
    void acquiringAgainExtendsOnlyTheTermOfThatNode() {
        judge(between(List.of(tryAcquire("a")), List.of(release("a"), tryAcquire("b", SHORT)))
                .after(hold("a", LONG))
                .thenAfterAUnit(currentLeader()));
    }

    /** An adapter that checks the term, and then extends whichever term is current, may extend a later term. */
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

    /**
     * An adapter that checks the term, and then acts on whichever term is current, may revive the old term or end the
     * new one.
     */
    @Test
    @Tag("L-03")
    void aTermThatHasEndedStaysEnded() {
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
    void termsInImmediateSuccessionHaveDifferentTokens() {
        judge(
                between(List.of(tryAcquire("a"), release("a")), List.of(tryAcquire("b"), release("b"))),
                between(List.of(release(), tryAcquire("a")), List.of(tryAcquire("b")))
                        .after(hold("a", LONG))
                        .then(currentLeader()));
    }

    /** An adapter that draws the token before it acquires the term may give the older token to the later of two terms. */
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
    void onlyOneOfTwoReleasesReturnsTrue() {
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

    /** Each thread is the only candidate in its elections. An adapter might lock several elections together. */
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
                .as(
                        "the free elections that leaderElection.tryAcquire did not win while other elections had candidates")
                .isEmpty();
    }
}
