// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a history of concurrent calls on one key is linearizable: whether the calls can be put in one order
 * that preserves the order of calls that did not overlap, and in which every output agrees with the {@link Model}.
 *
 * <p>This is the depth-first search of Wing and Gong with the memoization of Lowe: each pair of a set of calls and a
 * state is searched only once. A call whose outcome is unknown may take effect at any time after its start, or never.
 */
final class Linearizability {

    /** How many pairs of a set of calls and a state a search visits before it gives up. */
    static final long USUAL_BOUND = 1_000_000;

    private Linearizability() {}

    static <S, I, O> Verdict check(Model<S, I, O> model, List<RecordedCall<I, O>> history) {
        return check(model, history, USUAL_BOUND);
    }

    static <S, I, O> Verdict check(Model<S, I, O> model, List<RecordedCall<I, O>> history, long bound) {
        List<RecordedCall<I, O>> calls = history.stream()
                .sorted(Comparator.comparingLong(RecordedCall::start))
                .toList();
        Search<S, I, O> search = new Search<>(model, calls, bound);
        return switch (search.run()) {
            case FOUND -> new Verdict.Ok();
            case GAVE_UP -> new Verdict.Undecided(search.visited());
            case NONE -> new Verdict.Violated(offending(model, calls, bound));
        };
    }

    /**
     * Returns the shortest prefix of a history that is not linearizable, without the calls before its second-to-last
     * pause.
     */
    private static <S, I, O> String offending(Model<S, I, O> model, List<RecordedCall<I, O>> calls, long bound) {
        List<Long> ends = calls.stream()
                .map(RecordedCall::end)
                .filter(end -> end != RecordedCall.OPEN)
                .sorted()
                .toList();
        int right = 0;
        int wrong = ends.size() - 1;
        while (right < wrong) { // Every prefix of a linearizable history is linearizable, so bisection works.
            int middle = (right + wrong) / 2;
            if (new Search<>(model, until(ends.get(middle), calls), bound).run() == Search.Result.NONE) {
                wrong = middle;
            } else {
                right = middle + 1;
            }
        }
        List<RecordedCall<I, O>> beginning = until(ends.get(wrong), calls);
        long pause = lastPause(beginning);
        return beginning.stream()
                .filter(call -> call.start() >= pause)
                .map(RecordedCall::toString)
                .collect(Collectors.joining("\n  ", "no order of these calls explains what they returned:\n  ", ""));
    }

    /**
     * Returns a history as it was known at a given moment: calls that had not returned by then have an unknown outcome.
     */
    private static <I, O> List<RecordedCall<I, O>> until(long moment, List<RecordedCall<I, O>> calls) {
        List<RecordedCall<I, O>> known = new ArrayList<>();
        for (RecordedCall<I, O> call : calls) {
            if (call.start() <= moment) {
                known.add(
                        call.end() <= moment
                                ? call
                                : new RecordedCall<>(
                                        call.thread(), call.input(), null, call.start(), RecordedCall.OPEN));
            }
        }
        return known;
    }

    /** Returns the start of the first call after the second-to-last pause. In a pause, no call is running. */
    private static <I, O> long lastPause(List<RecordedCall<I, O>> calls) {
        long pause = Long.MIN_VALUE;
        long busyUntil = Long.MIN_VALUE;
        List<Long> pauses = new ArrayList<>();
        for (RecordedCall<I, O> call : calls) {
            if (call.start() > busyUntil) {
                pauses.add(call.start());
            }
            busyUntil = Math.max(busyUntil, call.end());
        }
        // The calls before the last pause show the state of the key that the offending calls found.
        if (pauses.size() >= 2) {
            pause = pauses.get(pauses.size() - 2);
        }
        return pause;
    }

    /** One search. */
    private static final class Search<S, I, O> {

        enum Result {
            FOUND,
            NONE,
            GAVE_UP
        }

        private final Model<S, I, O> model;
        private final List<RecordedCall<I, O>> calls;
        private final long bound;

        /**
         * The pairs from which no linearization was found. The current path needs no entry, because a search never
         * returns to a smaller set of calls.
         */
        private final Set<Visited<S>> deadEnds = new HashSet<>();

        private long visited;

        Search(Model<S, I, O> model, List<RecordedCall<I, O>> calls, long bound) {
            this.model = model;
            this.calls = calls;
            this.bound = bound;
        }

        /** The calls that have taken effect, and the state that they left. */
        private record Visited<S>(BitSet done, S state) {}

        long visited() {
            return visited;
        }

        Result run() {
            return from(new BitSet(calls.size()), model.initial());
        }

        private Result from(BitSet done, S state) {
            long firstEnd = firstEndOfThoseLeft(done);
            if (firstEnd == RecordedCall.OPEN) {
                return Result.FOUND; // The remaining calls may never have taken effect.
            }
            if (deadEnds.contains(new Visited<>(done, state))) {
                return Result.NONE;
            }
            visited++;
            if (visited > bound) {
                return Result.GAVE_UP;
            }
            for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
                RecordedCall<I, O> call = calls.get(i);
                if (call.start() > firstEnd) {
                    break; // A call that returned before this one started must come first, so this and all later ones
                    // must wait.
                }
                @Nullable S next = model.next(state, call.input(), call.output());
                if (next != null) {
                    done.set(i);
                    Result result = from(done, next);
                    if (result != Result.NONE) {
                        return result;
                    }
                    done.clear(i);
                }
            }
            deadEnds.add(new Visited<>((BitSet) done.clone(), state));
            return Result.NONE;
        }

        private long firstEndOfThoseLeft(BitSet done) {
            long first = RecordedCall.OPEN;
            for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
                RecordedCall<I, O> call = calls.get(i);
                if (call.start() > first) {
                    break; // This call and all later ones end after they start, so they cannot end first.
                }
                first = Math.min(first, call.end());
            }
            return first;
        }
    }
}
