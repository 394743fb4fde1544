// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Winning an election, and querying its leader: L-01, L-06, L-08. */
abstract class ElectionContract extends ElectionArea {

    /** Names that resemble an adapter's own keys, and names that a text format might not handle. */
    private static final List<String> ODD_NAMES = List.of(
            "x",
            "X",
            "x ",
            "x:h",
            "x:t",
            "x}",
            "x}:h",
            "{x}",
            "l:x",
            "x*",
            "[x]",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "x\r\ny",
            "x\0y",
            "x|y",
            "x,y",
            "x=y",
            "\"x\"",
            "\\",
            "1",
            "1:x",
            "x:1",
            "null");

    @Test
    @Tag("L-01")
    void theFirstCandidateWinsAFreeElection() {
        Leadership held = acquire("nightly", "node-a", 4);

        assertThat(held.election()).isEqualTo("nightly");
        assertThat(held.nodeId()).isEqualTo("node-a");
    }

    /** This holds on every handle until the term ends, however often other nodes try. */
    @Test
    @Tag("L-01")
    void othersAreRefusedWhileAnElectionIsHeld() {
        acquire("nightly", "node-a", 4);

        for (int unit = 0; unit < 4; unit++) {
            assertRefused("nightly", "node-b");
            assertThat(otherHandle().leaderElection().tryAcquire("nightly", "node-c", units(4)))
                    .isEmpty();
            time().advance(unit < 3 ? units(1) : Duration.ZERO);
        }
    }

    /** The request does not lengthen the term, and the refused node does not become leader later. */
    @Test
    @Tag("L-01")
    void aRefusedRequestChangesNothing() {
        Leadership held = acquire("nightly", "node-a", 4);

        time().advance(units(3));
        assertThat(elections().tryAcquire("nightly", "node-b", units(8))).isEmpty();
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** Follows an election through its whole life, on two handles. */
    @Test
    @Tag("L-06")
    void currentLeaderIsTheHolderOrEmpty() {
        assertNoLeader("nightly");

        Leadership first = acquire("nightly", "node-a", 4);
        assertLeader(first);
        elections().renew(first, units(4));
        assertLeader(first);
        elections().release(first);
        assertNoLeader("nightly");

        Leadership second = acquire("nightly", "node-a", 4);
        assertLeader(second);
        assertThat(second).isNotEqualTo(first);
        time().advance(units(4));
        assertNoLeader("nightly");

        assertLeader(acquire("nightly", "node-b", 4));
    }

    /** Once the TTL has passed, nobody leads and nobody is refused. Querying does not lengthen a term. */
    @Test
    @Tag("L-06")
    void currentLeaderIsConsistentWithWhoIsRefused() {
        Leadership held = acquire("nightly", "node-a", 4);

        for (int unit = 0; unit < 3; unit++) {
            time().advance(units(1));
            assertThat(elections().currentLeader("nightly")).contains(held);
            assertRefused("nightly", "node-b");
        }
        time().advance(units(1));

        assertThat(elections().currentLeader("nightly")).isEmpty();
        assertLeader(acquire("nightly", "node-b", 4));
    }

    /** No trace of the adapter's own format is visible. */
    @Test
    @Tag("L-06")
    void currentLeaderReturnsElectionAndNodeAsGiven() {
        for (String name : ODD_NAMES) {
            Leadership held = acquire(name, name, 4);

            assertThat(held).isEqualTo(new Leadership(name, name, held.fencingToken()));
            assertLeader(held);
            assertThat(elections().renew(held, units(4))).as(name).isTrue();
            assertThat(elections().release(held)).as(name).isTrue();
        }
    }

    /** A node that loses one election keeps the others. */
    @Test
    @Tag("L-08")
    void electionsAreIndependent() {
        Leadership released = acquire("released", "node-a", 8);
        Leadership expired = acquire("expired", "node-a", 2);
        Leadership renewed = acquire("renewed", "node-a", 2);
        Leadership other = acquire("other", "node-b", 8);

        elections().release("released", "node-a");
        elections().renew(renewed, units(8));
        time().advance(units(2));

        assertNoLeader(released.election());
        assertNoLeader(expired.election());
        assertLeader(renewed);
        assertLeader(other);
        assertRefused("other", "node-a");
    }

    /** Another election refuses the term, even if the node and the token are the same. */
    @Test
    @Tag("L-08")
    void aLeadershipIsValidOnlyInItsOwnElection() {
        Leadership one = acquire("one", "node-a", 4);
        Leadership two = acquire("two", "node-a", 4);

        elections().release(new Leadership("one", "node-a", one.fencingToken()));

        assertNoLeader("one");
        assertLeader(two);
        assertThat(elections().renew(new Leadership("one", "node-a", two.fencingToken()), units(4)))
                .isFalse();
        assertThat(elections().release(new Leadership("three", "node-a", two.fencingToken())))
                .isFalse();
        assertLeader(two);
    }

    @Test
    @Tag("L-08")
    void electionsWithSimilarNamesAreIndependent() {
        List<Leadership> all = ODD_NAMES.stream()
                .map(name -> acquire(name, "leader of " + name, 8))
                .toList();

        assertThat(all).allSatisfy(this::assertLeader);
        for (Leadership held : all) {
            assertThat(elections().release(held)).as(held.election()).isTrue();
            assertNoLeader(held.election());
        }
    }
}
