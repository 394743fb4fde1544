// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a term is renewed, and how it ends: L-02, L-03, L-05. */
abstract class LeaseContract extends ElectionArea {

    /** From the last time it asked, not from the first. */
    @Test
    @Tag("L-02")
    void theHolderAskingAgainGetsTheFullTtlFromNow() {
        Leadership held = acquire("nightly", "node-a", 4);
        time().advance(units(3));

        assertThat(elections().tryAcquire("nightly", "node-a", units(4))).contains(held);
        time().advance(units(3));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** Another TTL counts, not that of the first time; a longer one. */
    @Test
    @Tag("L-02")
    void theHolderMayAskForLonger() {
        Leadership held = acquire("nightly", "node-a", 2);

        assertThat(elections().tryAcquire("nightly", "node-a", units(6))).contains(held);
        time().advance(units(5));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** The full TTL from now is what is asked for, also where that ends before the old one. */
    @Test
    @Tag("L-02")
    void theHolderMayAskForShorter() {
        Leadership held = acquire("nightly", "node-a", 8);

        assertThat(elections().tryAcquire("nightly", "node-a", units(2))).contains(held);
        time().advance(units(1));
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** A node is its id, whatever handle it asks on. */
    @Test
    @Tag("L-02")
    void theHolderMayAskOnAnotherHandle() {
        Leadership held = acquire("nightly", "node-a", 4);
        time().advance(units(3));

        assertThat(otherHandle().leaderElection().tryAcquire("nightly", "node-a", units(4)))
                .contains(held);
        time().advance(units(3));

        assertLeader(held);
    }

    /** Not before, and exactly then: for whoever looks, and for whoever asks. */
    @Test
    @Tag("L-03")
    void anElectionIsFreeFromTheTtlOn() {
        Leadership held = acquire("nightly", "node-a", 4);
        acquire("weekly", "node-a", 4);

        time().advance(units(3));
        assertLeader(held);
        assertRefused("nightly", "node-b");
        time().advance(units(1));

        assertNoLeader("nightly");
        assertLeader(acquire("nightly", "node-b", 4));
        assertThat(elections().tryAcquire("weekly", "node-b", units(4)))
                .as("by somebody who did not look before")
                .isPresent();
    }

    /** In time, by this handle or another: the full TTL from then, longer or shorter than it was. */
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

    /** Without waiting for the TTL, and once. */
    @Test
    @Tag("L-05")
    void releaseByTheHolderFreesAtOnce() {
        Leadership held = acquire("nightly", "node-a", 4);

        assertThat(elections().release(held)).isTrue();
        assertNoLeader("nightly");
        assertThat(elections().release(held)).isFalse();

        assertLeader(acquire("nightly", "node-b", 4));
    }

    /** What was renewed is the same term. */
    @Test
    @Tag("L-05")
    void releaseAfterRenewalFreesAtOnce() {
        Leadership held = acquire("nightly", "node-a", 2);
        assertThat(elections().renew(held, units(8))).isTrue();

        assertThat(otherHandle().leaderElection().release(held)).isTrue();

        assertNoLeader("nightly");
    }

    /** Whatever term it is, on whatever handle; without knowing its token. */
    @Test
    @Tag("L-05")
    void releaseByNodeIdEndsWhateverTermThatIdHolds() {
        elections().release(acquire("nightly", "node-a", 4));
        acquire("nightly", "node-a", 4);

        assertThat(otherHandle().leaderElection().release("nightly", "node-a")).isTrue();
        assertNoLeader("nightly");
        assertThat(elections().release("nightly", "node-a")).isFalse();

        assertLeader(acquire("nightly", "node-b", 4));
        assertThat(elections().release("nightly", "node-b")).isTrue();
        assertNoLeader("nightly");
    }

    /** The leader stays leader, for as long as before. */
    @Test
    @Tag("L-05")
    void releaseByAnyoneElseChangesNothing() {
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

    /** There is nothing to release where nobody leads. */
    @Test
    @Tag("L-05")
    void releaseOfAFreeElectionIsFalse() {
        assertThat(elections().release("nightly", "node-a")).isFalse();
        assertThat(elections().release(new Leadership("nightly", "node-a", 1))).isFalse();

        acquire("nightly", "node-a", 2);
        time().advance(units(2));

        assertThat(elections().release("nightly", "node-a")).isFalse();
    }
}
