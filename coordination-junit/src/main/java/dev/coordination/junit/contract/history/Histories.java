// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lets threads race on one key after another until enough of their calls have overlapped, and checks the history of
 * each key.
 */
public final class Histories {

    public static final int THREADS = 4;

    private static final int LEAST_KEYS = 50;
    private static final int MOST_KEYS = 1000;

    /**
     * How many overlapping calls are enough if calls are quick: several times as many as were needed to catch the
     * faulty adapters whose defect is visible for a fraction of a microsecond. Slow calls always overlap, which proves
     * little, so they race for {@link #ENOUGH_NANOS} instead.
     */
    private static final int ENOUGH_MEETINGS = 2_000;

    private static final long ENOUGH_NANOS = 300_000_000;

    /** Fewer overlapping calls prove little. */
    private static final int LEAST_MEETINGS = 200;

    /**
     * The number of keys in a race if calls are quick: several, because starting the threads takes longer than their
     * calls on one key.
     */
    private static final int KEYS_OF_A_QUICK_RACE = 16;

    private static final long QUICK_NANOS = 200_000;

    private final BackgroundThreads background;
    private final List<DistributedCoordination> handles;
    private final long seed;

    /**
     * Creates the histories of a test.
     *
     * @param handles the handles, one for each thread
     * @param seed the seed of the random calls
     */
    public Histories(BackgroundThreads background, List<DistributedCoordination> handles, long seed) {
        this.background = background;
        this.handles = handles;
        this.seed = seed;
    }

    /** The calls of one thread on one key, on the thread's own handle. */
    @FunctionalInterface
    public interface Script<I, O> {
        void run(
                int thread,
                String key,
                DistributedCoordination handle,
                SplittableRandom random,
                HistoryRecorder<I, O> to)
                throws Exception;
    }

    /**
     * What happens while no call is running: the threads make their calls, then this happens, and then they make calls
     * again.
     *
     * @param count how often it happens on each key
     * @param action what happens; it affects all keys
     * @param input the input that is recorded for it
     * @param output the output that is recorded for it
     */
    public record Pauses<I, O>(int count, Runnable action, I input, O output) {}

    /** What the threads need for one key. */
    private record Round<I, O>(String key, List<SplittableRandom> randoms, HistoryRecorder<I, O> recorder) {

        static <I, O> Round<I, O> of(String key, SplittableRandom random) {
            return new Round<>(
                    key, Stream.generate(random::split).limit(THREADS).toList(), new HistoryRecorder<>(THREADS));
        }
    }

    /**
     * Lets threads race, and checks that every history is linearizable.
     *
     * @param pauses what happens between the calls on a key, if anything
     * @param forget receives each key after its history has been checked
     * @return why this proves little, or empty if enough calls have overlapped
     */
    public <S, I, O> Optional<String> judge(
            Model<S, I, O> model, Script<I, O> script, Optional<Pauses<I, O>> pauses, Consumer<String> forget) {
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        int keys = 0;
        int quickMeetings = 0;
        int meetings = 0;
        boolean quick = false;
        while (keys < LEAST_KEYS
                || keys < MOST_KEYS && quickMeetings < ENOUGH_MEETINGS && System.nanoTime() - start < ENOUGH_NANOS) {
            List<Round<I, O>> rounds = IntStream.range(keys, keys + (quick ? KEYS_OF_A_QUICK_RACE : 1))
                    .mapToObj(i -> Round.<I, O>of("key " + i, random))
                    .toList();
            race(rounds, script, quick);
            if (pauses.isPresent()) {
                for (int i = 0; i < pauses.get().count; i++) {
                    pause(rounds, pauses.get());
                    race(rounds, script, quick);
                }
            }
            for (Round<I, O> round : rounds) {
                List<RecordedCall<I, O>> history = round.recorder.history();
                assertOk(
                        Linearizability.check(model, history),
                        "the calls of " + model.operations() + " on " + round.key + ", seed " + seed);
                meetings += meetings(history);
                quickMeetings += quick ? meetings(history) : 0;
                forget.accept(round.key);
            }
            keys += rounds.size();
            quick = rounds.get(0).recorder.quickestNanos() < QUICK_NANOS;
        }
        return meetings < LEAST_MEETINGS
                ? Optional.of("only " + meetings + " overlapping calls of " + model.operations())
                : Optional.empty();
    }

    private static <I, O> void pause(List<Round<I, O>> rounds, Pauses<I, O> pauses) {
        pauses.action.run();
        rounds.forEach(round -> round.recorder.recordAlone(pauses.input, pauses.output));
    }

    private static void assertOk(Verdict verdict, String history) {
        if (verdict instanceof Verdict.Violated violated) {
            throw new AssertionError("[" + history + "]\n" + violated.offending());
        }
        if (verdict instanceof Verdict.Undecided undecided) {
            throw new AssertionError(
                    "[" + history + "]\nundecided: the search has ended after " + undecided.visited() + " states");
        }
    }

    /**
     * Lets threads race. Slow calls need no handshake: they wait for something, so they overlap even on one processor.
     */
    private <I, O> void race(List<Round<I, O>> rounds, Script<I, O> script, boolean quick) {
        Handshake handshake = new Handshake();
        List<Rendezvous> meeting = Stream.generate(() -> new Rendezvous(THREADS))
                .limit(rounds.size())
                .toList();
        background.race(THREADS, thread -> () -> {
            if (quick) {
                handshake.await();
            }
            for (int i = 0; i < rounds.size(); i++) {
                Round<I, O> round = rounds.get(i);
                meeting.get(i).await();
                script.run(thread, round.key, handles.get(thread), round.randoms.get(thread), round.recorder);
            }
            return thread;
        });
    }

    /** Returns how many calls began while another was running. */
    private static <I, O> int meetings(List<RecordedCall<I, O>> history) {
        int meetings = 0;
        long busyUntil = Long.MIN_VALUE;
        for (RecordedCall<I, O> call : history) {
            meetings += call.start() <= busyUntil ? 1 : 0;
            busyUntil = call.end() == RecordedCall.OPEN ? busyUntil : Math.max(busyUntil, call.end());
        }
        return meetings;
    }
}
