// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/** The model of one election whose terms last longer than the history: L-01 to L-07. */
public final class LeaseModel implements Model<LeaseModel.Term, LeaseModel.Ask, LeaseModel.Answer> {

    /** Stands in for the node while nobody leads. */
    static final String NOBODY = "";

    /** The token of a term whose acquisition did not return it. */
    static final long UNKNOWN = -1;

    /**
     * The current term.
     *
     * @param node the leader, or {@link #NOBODY}
     * @param token the token of this term, or {@link #UNKNOWN}
     * @param last a token that the tokens of all later terms exceed
     */
    public record Term(String node, long token, long last) {}

    /** An operation on an election. */
    public sealed interface Ask {}

    /** The answer is the term that the node won or holds, or {@link Answer#nobody}. */
    public record TryAcquire(String node) implements Ask {}

    /** The answer is yes or no. */
    public record Renew(String node, long token) implements Ask {}

    /** The answer is yes or no. */
    public record Release(String node, long token) implements Ask {}

    /** The answer is the term. */
    public record CurrentLeader() implements Ask {}

    /**
     * The result of an operation.
     *
     * @param node the leader, if the result is a term
     * @param token the token of that term
     * @param yes the result, if it is yes or no
     */
    public record Answer(String node, long token, boolean yes) {

        public static Answer term(String node, long token) {
            return new Answer(node, token, true);
        }

        public static Answer nobody() {
            return new Answer(NOBODY, 0, false);
        }

        public static Answer of(boolean yes) {
            return new Answer(NOBODY, 0, yes);
        }
    }

    @Override
    public String operations() {
        return "leaderElection.tryAcquire, leaderElection.renew, "
                + "leaderElection.release and leaderElection.currentLeader";
    }

    @Override
    public Term initial() {
        return new Term(NOBODY, 0, 0);
    }

    @Override
    public @Nullable Term next(Term state, Ask input, @Nullable Answer output) {
        if (input instanceof TryAcquire acquire) {
            return tryAcquire(state, acquire.node, output);
        }
        if (input instanceof CurrentLeader) {
            return output == null ? state : seen(state, output);
        }
        if (input instanceof Renew renew) {
            return ifHeld(state, renew.node, renew.token, output, state);
        }
        Release release = (Release) input;
        return ifHeld(state, release.node, release.token, output, new Term(NOBODY, 0, state.last));
    }

    private static @Nullable Term tryAcquire(Term state, String node, @Nullable Answer output) {
        if (state.node.equals(NOBODY)) {
            if (output == null) {
                return new Term(node, UNKNOWN, state.last);
            }
            boolean newTerm = output.node.equals(node) && output.token > state.last;
            return newTerm ? new Term(node, output.token, output.token) : null;
        }
        if (output == null) {
            return state;
        }
        if (state.node.equals(node)) {
            return seen(state, output);
        }
        return output.equals(Answer.nobody()) ? state : null;
    }

    /** Returns the state after an answer that reports the current term, or null if the answer contradicts the state. */
    private static @Nullable Term seen(Term state, Answer output) {
        if (!state.node.equals(output.node)) {
            return null;
        }
        if (state.token == UNKNOWN && output.token > state.last) {
            return new Term(state.node, output.token, output.token);
        }
        return state.token == output.token ? state : null;
    }

    private static @Nullable Term ifHeld(
            Term state, String node, long token, @Nullable Answer output, Term afterwards) {
        boolean held =
                state.node.equals(node) && (state.token == token || (state.token == UNKNOWN && token > state.last));
        if (output != null && output.yes != held) {
            return null;
        }
        return held ? afterwards : state;
    }
}
