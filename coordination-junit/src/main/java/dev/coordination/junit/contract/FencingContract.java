// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Old terms, and the tokens that distinguish terms: L-03, L-04. */
abstract class FencingContract extends ElectionArea {

    /** Leaderships are compared by their content, since they may have been sent or stored. */
    @Test
    @Tag("L-03")
    void anEqualLeadershipIsAccepted() {
        Leadership held = acquire("nightly", "node-a", 2);
        Leadership same = new Leadership(copy("nightly"), copy("node-a"), held.fencingToken());

        assertThat(elections().renew(same, units(4))).isTrue();
        time().advance(units(3));
        assertLeader(held);

        assertThat(elections().release(same)).isTrue();
        assertNoLeader("nightly");
    }

    private static String copy(String text) {
        return new StringBuilder(text).toString();
    }

    @Test
    @Tag("L-03")
    void anExpiredTermCannotBeRenewedOrReleased() {
        Leadership renewed = acquire("renewed", "node-a", 2);
        Leadership released = acquire("released", "node-a", 2);
        acquire("by node", "node-a", 2);
        time().advance(units(2));

        assertThat(elections().renew(renewed, units(4))).isFalse();
        assertThat(elections().release(released)).isFalse();
        assertThat(elections().release("by node", "node-a")).isFalse();

        for (String election : List.of("renewed", "released", "by node")) {
            assertNoLeader(election);
            assertLeader(acquire(election, "node-b", 4));
        }
    }

    @Test
    @Tag("L-03")
    void aReleasedTermCannotBeRenewedOrReleased() {
        Leadership held = acquire("nightly", "node-a", 8);
        elections().release(held);

        assertThat(elections().renew(held, units(4))).isFalse();
        assertThat(elections().release(held)).isFalse();

        assertNoLeader("nightly");
        assertLeader(acquire("nightly", "node-b", 4));
    }

    /** The new holder keeps its term for exactly as long as it requested. */
    @Test
    @Tag("L-03")
    void anOldTermDoesNotAffectANewTermOfAnotherNode() {
        assertOldTermDoesNotAffectNewTerm("node-b", held -> time().advance(units(2)));
        assertOldTermDoesNotAffectNewTerm("node-c", elections()::release);
    }

    /** A new term of the same node is a different term with a different token. */
    @Test
    @Tag("L-03")
    void anOldTermDoesNotAffectANewTermOfTheSameNode() {
        assertOldTermDoesNotAffectNewTerm("node-a", held -> time().advance(units(2)));
        assertOldTermDoesNotAffectNewTerm("node-a", elections()::release);
        assertOldTermDoesNotAffectNewTerm("node-a", held -> elections().release("nightly", "node-a"));
    }

    private void assertOldTermDoesNotAffectNewTerm(String newNode, Consumer<Leadership> end) {
        Leadership old = acquire("nightly", "node-a", 2);
        end.accept(old);
        Leadership held = acquire("nightly", newNode, 4);

        assertThat(elections().renew(old, units(8))).isFalse();
        assertThat(elections().release(old)).isFalse();
        time().advance(units(3));
        assertLeader(held);
        assertThat(elections().renew(old, units(8))).isFalse();
        assertThat(elections().release(old)).isFalse();
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /** Neither may be wrong, even if the two, joined without a separator, look right. */
    @Test
    @Tag("L-03")
    void tokenAndNodeAreBothCompared() {
        Leadership held = acquire("nightly", "node-1", 4);
        long token = held.fencingToken();
        List<Leadership> forged = List.of(
                new Leadership("nightly", "node-2", token),
                new Leadership("nightly", "node-", token),
                new Leadership("nightly", "node-11", token),
                new Leadership("nightly", "NODE-1", token),
                new Leadership("nightly", "node-1", token + 1),
                new Leadership("nightly", "node-1", token + 1_000_000),
                new Leadership("nightly", "node-1", token > 1 ? token - 1 : token + 2),
                new Leadership("nightly", "node-1", Long.MAX_VALUE),
                new Leadership("nightly", "node-", movedOver(token)));

        time().advance(units(3));
        for (Leadership wrong : forged) {
            assertThat(elections().renew(wrong, units(8))).as("renew %s", wrong).isFalse();
            assertThat(elections().release(wrong)).as("release %s", wrong).isFalse();
        }
        assertLeader(held);
        time().advance(units(1));

        assertNoLeader("nightly");
    }

    /**
     * Returns the token with the last digit of {@code node-1} in front, so that {@code node-} and the result look right
     * when they are joined without a separator. If the result would be too long, returns another wrong token.
     */
    private static long movedOver(long token) {
        String digits = "1" + token;
        return digits.length() < 19 ? Long.parseLong(digits) : token + 3;
    }

    /** This holds for the first term of each election. */
    @Test
    @Tag("L-04")
    void fencingTokensArePositive() {
        for (String election : List.of("nightly", "weekly", "monthly")) {
            assertThat(acquire(election, "node-a", 4).fencingToken()).isPositive();
        }
    }

    /** This holds however the terms end, whichever node holds them, and on every handle. */
    @Test
    @Tag("L-04")
    void fencingTokensIncreaseWithEveryTerm() {
        List<Consumer<Leadership>> ends = List.of(
                elections()::release,
                held -> time().advance(units(2)),
                held -> elections().release("nightly", held.nodeId()),
                held -> {
                    elections().renew(held, units(1));
                    time().advance(units(1));
                },
                elections()::release,
                elections()::release);

        long last = 0;
        List<String> nodes = List.of("node-a", "node-a", "node-b");
        for (int term = 0; term < ends.size(); term++) {
            Leadership held = (term % 2 == 0 ? coordination : otherHandle())
                    .leaderElection()
                    .tryAcquire("nightly", nodes.get(term % 3), units(2))
                    .orElseThrow();
            assertThat(held.fencingToken()).as("token of term %s", term).isGreaterThan(last);
            assertLeader(held);
            last = held.fencingToken();
            ends.get(term).accept(held);
        }
    }

    /** The last token of an election is remembered however long the election has been free. */
    @Test
    @Tag("L-04")
    void fencingTokensIncreaseLongAfterATermHasEnded() {
        Optional<Leadership> shortest = elections().tryAcquire("nightly", "node-a", Duration.ofMillis(1));
        assertThat(shortest).isPresent();

        time().advanceFar();

        assertThat(acquire("nightly", "node-a", 4).fencingToken())
                .isGreaterThan(shortest.orElseThrow().fencingToken());
    }

    @Test
    @Tag("L-04")
    void renewingKeepsTheFencingToken() {
        Leadership held = acquire("nightly", "node-a", 4);

        assertThat(elections().renew(held, units(4))).isTrue();
        assertLeader(held);
        assertThat(acquire("nightly", "node-a", 4)).isEqualTo(held);
        assertRefused("nightly", "node-b");
        assertLeader(held);

        assertThat(elections().renew(held, units(4))).isTrue();
    }

    /** Terms of other elections and refused requests do not affect an election's tokens. */
    @Test
    @Tag("L-04")
    void fencingTokensIncreaseRegardlessOfOtherElections() {
        long nightly = 0;
        long weekly = 0;
        for (int term = 0; term < 5; term++) {
            Leadership first = acquire("nightly", "node-a", 4);
            Leadership second = acquire("weekly", "node-a", 4);
            assertRefused("nightly", "node-b");

            assertThat(first.fencingToken()).isGreaterThan(nightly);
            assertThat(second.fencingToken()).isGreaterThan(weekly);

            nightly = first.fencingToken();
            weekly = second.fencingToken();
            elections().release(second);
            elections().release(first);
        }
    }
}
