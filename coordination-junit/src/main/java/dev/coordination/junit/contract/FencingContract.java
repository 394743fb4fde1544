// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an old term can still do, and the tokens that tell one term from the next: L-03, L-04. */
abstract class FencingContract extends ElectionArea {

    /** A leadership is what it says, not the object: it may have been sent, or stored. */
    @Test
    @Tag("L-03")
    void aLeadershipMadeAgainIsTheSame() {
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

    /** What has ended is not revived. */
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

    /** What was released is over too. */
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

    /** The new holder stays, for exactly as long as it asked for. */
    @Test
    @Tag("L-03")
    void anOldTermDoesNotTouchSomebodyElsesNewOne() {
        assertThatOldTermDoesNotTouchNewOne("node-b", held -> time().advance(units(2)));
        assertThatOldTermDoesNotTouchNewOne("node-c", elections()::release);
    }

    /** The same node id in a new term is another term: what was written with the old token is refused by now. */
    @Test
    @Tag("L-03")
    void anOldTermDoesNotTouchANewOneOfTheSameNode() {
        assertThatOldTermDoesNotTouchNewOne("node-a", held -> time().advance(units(2)));
        assertThatOldTermDoesNotTouchNewOne("node-a", elections()::release);
        assertThatOldTermDoesNotTouchNewOne("node-a", held -> elections().release("nightly", "node-a"));
    }

    private void assertThatOldTermDoesNotTouchNewOne(String newNode, Consumer<Leadership> end) {
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

    /** Token and node must both be right: neither alone will do, nor what reads the same when put together. */
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

    /** The token with the last digit of {@code node-1} before it, as it reads without a separator; another one if that is too long. */
    private static long movedOver(long token) {
        String digits = "1" + token;
        return digits.length() < 19 ? Long.parseLong(digits) : token + 3;
    }

    /** From the first term on, for every election. */
    @Test
    @Tag("L-04")
    void fencingTokensArePositive() {
        for (String election : List.of("nightly", "weekly", "monthly")) {
            assertThat(acquire(election, "node-a", 4).fencingToken()).isPositive();
        }
    }

    /** However the terms end, whoever holds them, and whichever handle asks. */
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

    /** The counter of an election outlives its terms by any idle time. */
    @Test
    @Tag("L-04")
    void fencingTokensIncreaseLongAfterATermHasEnded() {
        Optional<Leadership> shortest = elections().tryAcquire("nightly", "node-a", Duration.ofMillis(1));
        assertThat(shortest).isPresent();

        time().advanceFar();

        assertThat(acquire("nightly", "node-a", 4).fencingToken())
                .isGreaterThan(shortest.orElseThrow().fencingToken());
    }

    /** A term has one token, from its beginning to its end. */
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

    /** Terms of other elections, and who was refused, take nothing from an election's tokens. */
    @Test
    @Tag("L-04")
    void fencingTokensIncreaseAmongOtherElections() {
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
