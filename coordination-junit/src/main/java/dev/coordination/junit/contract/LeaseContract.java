// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How terms are renewed and how they end: L-02, L-03, L-05. */
abstract class LeaseContract extends ElectionArea {

    /** The TTL counts from the last request, not from the first. */
    @Test
    @Tag("L-02")
    void acquiringAgainGivesTheHolderTheFullTtlFromNow() {
        Leadership held = acquire("nightly", "node-a", 4);
        time().advance(units(3));

        assertThat(elections().tryAcquire("nightly", "node-a", units(4))).contains(held);
        time().advance(units(3));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    @Test
    @Tag("L-02")
    void theHolderMayLengthenItsTerm() {
        Leadership held = acquire("nightly", "node-a", 2);

        assertThat(elections().tryAcquire("nightly", "node-a", units(6))).contains(held);
        time().advance(units(5));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** The new TTL applies even if it ends before the old one. */
    @Test
    @Tag("L-02")
    void theHolderMayShortenItsTerm() {
        Leadership held = acquire("nightly", "node-a", 8);

        assertThat(elections().tryAcquire("nightly", "node-a", units(2))).contains(held);
        time().advance(units(1));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** A node is identified by its id, not by its handle. */
    @Test
    @Tag("L-02")
    void theHolderMayAcquireAgainOnAnotherHandle() {
        Leadership held = acquire("nightly", "node-a", 4);
        time().advance(units(3));

        assertThat(otherHandle().leaderElection().tryAcquire("nightly", "node-a", units(4)))
                .contains(held);
        time().advance(units(3));

        assertLeader(held);
    }

    /** The election is not free earlier. A candidate need not query the leader first. */
    @Test
    @Tag("L-03")
    void anElectionIsFreeOnceTheTtlHasPassed() {
        Leadership held = acquire("nightly", "node-a", 4);
        acquire("weekly", "node-a", 4);

        time().advance(units(3));
        assertLeader(held);
        assertRefused("nightly", "node-b");
        time().advance(units(1));

        assertNoLeader("nightly");
        assertLeader(acquire("nightly", "node-b", 4));
        assertThat(elections().tryAcquire("weekly", "node-b", units(4)))
                .as("by a node that has not queried the leader")
                .isPresent();
    }

    /** The new TTL may be longer or shorter, and any handle may renew. */
    @Test
    @Tag("L-03")
    void renewGivesTheFullTtlFromNow() {
        Leadership held = acquire("nightly", "node-a", 4);

        time().advance(units(3));
        assertThat(elections().renew(held, units(4))).isTrue();
        time().advance(units(3));
        assertLeader(held);
        assertThat(otherHandle().leaderElection().renew(held, units(8))).isTrue();
        time().advance(units(7));
        assertLeader(held);
        assertThat(elections().renew(held, units(2))).isTrue();
        time().advance(units(1));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** A second release returns false. */
    @Test
    @Tag("L-05")
    void releaseByTheHolderFreesTheElectionAtOnce() {
        Leadership held = acquire("nightly", "node-a", 4);

        assertThat(elections().release(held)).isTrue();
        assertNoLeader("nightly");
        assertThat(elections().release(held)).isFalse();

        assertLeader(acquire("nightly", "node-b", 4));
    }

    /** A renewed term is still the same term. */
    @Test
    @Tag("L-05")
    void releaseAfterARenewalFreesTheElectionAtOnce() {
        Leadership held = acquire("nightly", "node-a", 2);
        assertThat(elections().renew(held, units(8))).isTrue();

        assertThat(otherHandle().leaderElection().release(held)).isTrue();

        assertNoLeader("nightly");
    }

    /** The caller need not know the token, and may use any handle. */
    @Test
    @Tag("L-05")
    void releaseByNodeIdEndsTheCurrentTermOfTheNode() {
        elections().release(acquire("nightly", "node-a", 4));
        acquire("nightly", "node-a", 4);

        assertThat(otherHandle().leaderElection().release("nightly", "node-a")).isTrue();
        assertNoLeader("nightly");
        assertThat(elections().release("nightly", "node-a")).isFalse();

        assertLeader(acquire("nightly", "node-b", 4));
        assertThat(elections().release("nightly", "node-b")).isTrue();
        assertNoLeader("nightly");
    }

    /** The leader remains leader until its TTL has passed. */
    @Test
    @Tag("L-05")
    void releaseByAnotherNodeChangesNothing() {
        Leadership held = acquire("nightly", "node-a", 4);

        time().advance(units(3));
        for (String other : List.of("node-b", "node-", "node-aa", "NODE-A", "*", "node-a ")) {
            assertThat(elections().release("nightly", other)).as(other).isFalse();
            assertThat(elections().release(new Leadership("nightly", other, held.fencingToken())))
                    .as(other)
                    .isFalse();
        }
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** The candidate that was refused wins at once after the release. */
    @Test
    @Tag("L-05")
    void releaseFreesAnElectionHoweverOftenAHandleWasRefused() {
        LeaderElection other = otherHandle().leaderElection();
        for (int refusals : List.of(1, 2, 5, 17, 65, 257)) {
            Leadership held = acquire("nightly", "node-a", 100);
            for (int i = 0; i < refusals; i++) {
                assertThat(other.tryAcquire("nightly", "node-b", units(100)))
                        .as("what leaderElection.tryAcquire returned while another node led")
                        .isEmpty();
            }

            elections().release(held);

            assertThat(other.tryAcquire("nightly", "node-b", units(100)))
                    .as(
                            "what leaderElection.tryAcquire returned on a handle that was refused %s times before the release",
                            refusals)
                    .isPresent();
            assertThat(elections().release("nightly", "node-b"))
                    .as("leaderElection.release by the id of the leader")
                    .isTrue();
        }
    }

    @Test
    @Tag("L-05")
    void releaseOfAFreeElectionReturnsFalse() {
        assertThat(elections().release("nightly", "node-a")).isFalse();
        assertThat(elections().release(new Leadership("nightly", "node-a", 1))).isFalse();

        acquire("nightly", "node-a", 2);
        time().advance(units(2));

        assertThat(elections().release("nightly", "node-a")).isFalse();
    }
}
