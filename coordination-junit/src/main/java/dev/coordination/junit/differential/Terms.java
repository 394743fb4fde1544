// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stand-ins for the terms that the calls of a sequence will win. Each has a token that identifies the call. */
final class Terms {

    private static final long FIRST_TOKEN = 1L << 62;

    private final List<Leadership> terms = new ArrayList<>();

    /**
     * Returns a stand-in for the term that the next acquiring call wins. The current size is the slot of that call. If
     * a name is refused, nothing is won, and the stand-in has other names.
     */
    Leadership add(@Nullable String election, @Nullable String nodeId) {
        Leadership term = standIn(election, nodeId, FIRST_TOKEN + terms.size());
        terms.add(term);
        return term;
    }

    @SuppressWarnings("NullAway") // A sequence may contain null arguments.
    private static Leadership standIn(@Nullable String election, @Nullable String nodeId, long token) {
        try {
            return new Leadership(election, nodeId, token);
        } catch (IllegalArgumentException | NullPointerException e) {
            return new Leadership("refused", "refused", token);
        }
    }

    int size() {
        return terms.size();
    }

    private int slot(Leadership term) {
        long slot = term.fencingToken() - FIRST_TOKEN;
        return slot >= 0 && slot < terms.size() ? (int) slot : -1;
    }

    /** Returns the Java source of a term, in which a stand-in is replaced with the slot of its call. */
    String java(Leadership term) {
        int slot = slot(term);
        if (slot >= 0 && terms.get(slot).equals(term)) {
            return "run.term(" + slot + ")";
        }
        String token = slot >= 0 ? "run.term(" + slot + ").fencingToken()" : Literals.of(term.fencingToken());
        return "new Leadership(" + Literals.of(term.election()) + ", " + Literals.of(term.nodeId()) + ", " + token
                + ")";
    }

    /** Returns the term that was won in a run, with the names of the given term. */
    Leadership in(Run run, Leadership term) {
        int slot = slot(term);
        return slot < 0
                ? term
                : new Leadership(term.election(), term.nodeId(), run.term(slot).fencingToken());
    }
}
