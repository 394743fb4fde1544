// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;

/** Uses elections with many terms, many elections, and terms of every length. */
public final class TermCalls {

    private static final int TERMS = 260;
    private static final int MANY_TERMS = 1_100;
    private static final List<Integer> NUMBERS = List.of(1, 2, 17, 100, 1_100);
    private static final Duration LONG = Duration.ofDays(400);

    private TermCalls() {}

    /** Lets an election have many terms, which end by release and by expiry, with idle time between them. */
    public static void generateMany(Calls calls) {
        for (int i = 0; i < MANY_TERMS; i++) {
            Leadership term = ElectionState.acquire(calls, "many", "node " + calls.below(3), 1_000);
            ElectionState.acquire(calls, "many", term.nodeId(), 1_000);
            calls.elections().release(term);
        }
        generateBetween(calls);
        if (!calls.timePasses()) {
            return;
        }
        for (int i = 0; i < TERMS; i++) {
            Leadership term = ElectionState.acquire(calls, "expiring", "node " + calls.below(3), 1);
            calls.pass(1);
            calls.elections().renew(term, calls.units(1));
        }
        for (Duration idle : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), LONG)) {
            calls.sequence().advance(idle);
            ElectionState.acquire(calls, "many", "node a", 1);
            ElectionState.acquire(calls, "expiring", "node b", 1);
            ElectionState.acquire(calls, "new after " + idle, "node c", 1);
            calls.sequence().advance(idle);
            ElectionState.acquire(calls, "new after " + idle, "node d", 1);
        }
    }

    /** Lets each of several elections have two terms, between which many other elections have one. */
    private static void generateBetween(Calls calls) {
        for (int i = 0; i < MANY_TERMS; i++) {
            ElectionState.acquire(calls, "other " + i, "node a", 1_000);
            calls.elections().release("other " + i, "node a");
        }
        for (int i = 0; i < MANY_TERMS; i += 50) {
            ElectionState.acquire(calls, "other " + i, "node b", 1_000);
        }
    }

    /** Holds many elections at once. */
    public static void generateElections(Calls calls) {
        int from = 0;
        for (int number : NUMBERS) {
            for (int i = from; i < number; i++) {
                ElectionState.acquire(calls, "election " + i, "node " + i, 1_000);
            }
            for (int i = from; i < number; i++) {
                calls.elections().currentLeader("election " + i);
                calls.elections().release("election " + i, "node " + (i + i % 2));
                calls.elections().currentLeader("election " + (i - i % 7));
            }
            from = number;
        }
        for (int i = 0; i < from; i += 3) {
            calls.elections().currentLeader("election " + i);
        }
    }

    /** Gives new terms TTLs of every size. */
    public static void generateTtlsOfNewTerms(Calls calls) {
        generateTtls(calls, List.of(TermCalls::acquire));
    }

    /** Renews terms with TTLs of every size. */
    public static void generateTtlsOfRenewals(Calls calls) {
        generateTtls(calls, List.of(TermCalls::renew));
    }

    /** Lets holders acquire their elections again with TTLs of every size. */
    public static void generateTtlsOfAcquiringAgain(Calls calls) {
        generateTtls(calls, List.of(TermCalls::acquireAgain));
    }

    /** Gives terms TTLs of every size in every way. */
    public static void generateTtls(Calls calls) {
        generateTtls(calls, List.of(TermCalls::acquire, TermCalls::renew, TermCalls::acquireAgain));
    }

    private static void generateTtls(Calls calls, List<TtlCalls.Giving> ways) {
        new TtlCalls(ways, (on, election) -> on.elections().currentLeader(election)).generate(calls);
    }

    private static void acquire(Calls calls, String election, Duration ttl) {
        calls.elections().tryAcquire(election, "node a", ttl);
    }

    private static void renew(Calls calls, String election, Duration ttl) {
        Leadership term = ElectionState.acquire(calls, election, "node a", 1_000);
        calls.elections().renew(term, ttl);
    }

    private static void acquireAgain(Calls calls, String election, Duration ttl) {
        ElectionState.acquire(calls, election, "node a", 1_000);
        acquire(calls, election, ttl);
    }
}
