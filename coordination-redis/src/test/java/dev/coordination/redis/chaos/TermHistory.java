// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The terms of an election, for candidates that take another id after a call in doubt, so that every term that is known was won by
 * the first call that is known. Invariants: tokens increase from each term to those that are won later, no two terms have the same
 * one, and the target accepts them in this order; if the servers keep what they have acknowledged, no term ends before its TTL, and
 * nobody else wins one until then.
 */
final class TermHistory {

    /** Only the terms before a call that were won last can be in force. */
    private static final int MOST_IN_FORCE = 8;

    private static final class Term {
        final Leadership leadership;
        final Call<?> won;
        final Lease lease;

        Term(Leadership leadership, Call<?> won, long ttlNanos) {
            this.leadership = leadership;
            this.won = won;
            this.lease = new Lease(ttlNanos);
        }
    }

    private record Denial(Leadership leadership, Call<?> call) {}

    private final Map<Leadership, Term> terms = new HashMap<>();
    private final List<Denial> denials = new ArrayList<>();
    private final List<Call<Optional<Leadership>>> reads = new ArrayList<>();

    /** Records a call that has won a term, or renewed it. All of a term have the same TTL. */
    synchronized void held(Leadership leadership, Call<?> call, long ttlNanos) {
        terms.computeIfAbsent(leadership, key -> new Term(key, call, ttlNanos))
                .lease
                .renewed(call);
    }

    /** Records the beginning of a call that may end a term. */
    synchronized void releasing(Leadership leadership, long begin) {
        lease(leadership).endedFrom(begin);
    }

    private Lease lease(Leadership leadership) {
        Term term = terms.get(leadership);
        if (term == null) {
            throw new IllegalArgumentException(leadership + " was not won");
        }
        return term.lease;
    }

    /** Records a call to which the answer was that a term has ended. */
    synchronized void denied(Leadership leadership, Call<?> call) {
        denials.add(new Denial(leadership, call));
    }

    /** Records a call that has returned the leader. */
    synchronized void read(Call<Optional<Leadership>> call) {
        if (call.isAcknowledged()) {
            reads.add(call);
        }
    }

    synchronized int size() {
        return terms.size();
    }

    /**
     * Returns which invariants are broken.
     *
     * @param accepted the tokens of the writes that the target has accepted, in that order
     */
    synchronized List<String> broken(boolean keeps, List<Long> accepted) {
        List<String> broken = new ArrayList<>();
        checkTokens(broken);
        for (int i = 1; i < accepted.size(); i++) {
            if (accepted.get(i) < accepted.get(i - 1)) {
                broken.add("the target accepted " + accepted.get(i) + " after " + accepted.get(i - 1));
            }
        }
        if (keeps) {
            checkLeases(broken);
        }
        return broken;
    }

    private void checkTokens(List<String> broken) {
        List<Term> byToken = new ArrayList<>(terms.values());
        byToken.sort((a, b) -> Long.compare(b.leadership.fencingToken(), a.leadership.fencingToken()));
        Term larger = null; // of the terms with a larger token, the one that was won first
        Term previous = null;
        for (Term term : byToken) {
            if (previous != null && previous.leadership.fencingToken() == term.leadership.fencingToken()) {
                broken.add(previous.leadership + " and " + term.leadership + " have the same token");
            }
            if (larger != null && larger.won.precedes(term.won)) {
                broken.add(term.leadership + " was won after " + larger.leadership);
            }
            if (larger == null || term.won.end() < larger.won.end()) {
                larger = term;
            }
            previous = term;
        }
    }

    private void checkLeases(List<String> broken) {
        NavigableMap<Long, Term> byEnd = new TreeMap<>();
        terms.values().forEach(term -> byEnd.put(term.won.end(), term));
        for (Term term : terms.values()) {
            inForce(byEnd, term.won).stream()
                    .filter(other -> other != term)
                    .forEach(other -> broken.add(term.leadership + " was won within the TTL of " + other.leadership));
        }
        for (Denial denial : denials) {
            if (lease(denial.leadership).covers(denial.call)) {
                broken.add(denial.leadership + " had ended before its TTL");
            }
        }
        for (Call<Optional<Leadership>> read : reads) {
            inForce(byEnd, read).stream()
                    .filter(term -> !read.value().equals(Optional.of(term.leadership)))
                    .forEach(term ->
                            broken.add("the leader was " + read.value() + " within the TTL of " + term.leadership));
        }
    }

    /** Returns the terms that were in force throughout a call. */
    private static Collection<Term> inForce(NavigableMap<Long, Term> byEnd, Call<?> call) {
        return byEnd.headMap(call.begin(), false).descendingMap().values().stream()
                .limit(MOST_IN_FORCE)
                .filter(term -> term.lease.covers(call))
                .toList();
    }
}
