// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lets threads race on one key after another until they have met often enough, and judges the history of each key. */
public final class Histories {

    public static final int THREADS = 4;

    private static final int LEAST_KEYS = 50;
    private static final int MOST_KEYS = 1000;

    /**
     * So many quick calls that were made while another was under way are enough: several times as many as it took, at most, to
     * catch the adapters whose defect shows for a fraction of a microsecond. Where calls are slow they always meet, and that
     * says little: there the time decides.
     */
    private static final int ENOUGH_MEETINGS = 2_000;

    private static final long ENOUGH_NANOS = 300_000_000;

    /** To start threads takes longer than what they do then, if calls are quick: so they go on to other keys. */
    private static final int KEYS_OF_A_QUICK_RACE = 16;

    private static final long QUICK_NANOS = 200_000;

    private final BackgroundThreads background;
    private final List<DistributedCoordination> handles;
    private final long seed;

    /**
     * Gets ready.
     *
     * @param handles one for each thread
     * @param seed what is called is drawn from
     */
    public Histories(BackgroundThreads background, List<DistributedCoordination> handles, long seed) {
        this.background = background;
        this.handles = handles;
        this.seed = seed;
    }

    /** The calls of one thread on one key, on a handle of its own. */
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

    /** What the threads need for one key. */
    private record Round<I, O>(
            String key, List<SplittableRandom> randoms, Rendezvous rendezvous, HistoryRecorder<I, O> recorder) {

        static <I, O> Round<I, O> of(String key, SplittableRandom random) {
            return new Round<>(
                    key,
                    Stream.generate(random::split).limit(THREADS).toList(),
                    new Rendezvous(THREADS),
                    new HistoryRecorder<>(THREADS));
        }
    }

    /**
     * Lets threads race, and judges.
     *
     * @param forget is given each key that has been judged
     */
    public <S, I, O> void judge(Model<S, I, O> model, Script<I, O> script, Consumer<String> forget) {
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        int keys = 0;
        int meetings = 0;
        boolean quick = false;
        while (keys < LEAST_KEYS
                || keys < MOST_KEYS && meetings < ENOUGH_MEETINGS && System.nanoTime() - start < ENOUGH_NANOS) {
            List<Round<I, O>> rounds = IntStream.range(keys, keys + (quick ? KEYS_OF_A_QUICK_RACE : 1))
                    .mapToObj(i -> Round.<I, O>of("key " + i, random))
                    .toList();
            race(rounds, script, quick);
            for (Round<I, O> round : rounds) {
                List<RecordedCall<I, O>> history = round.recorder.history();
                assertThat(Linearizability.check(model, history))
                        .as("the history of %s, seed %s", round.key, seed)
                        .isInstanceOf(Verdict.Ok.class);
                meetings += quick ? meetings(history) : 0;
                forget.accept(round.key);
            }
            keys += rounds.size();
            quick = rounds.get(0).recorder.quickestNanos() < QUICK_NANOS;
        }
    }

    /** Lets threads race. Slow calls wait for something, so they meet on one processor as well, and need no handshake. */
    private <I, O> void race(List<Round<I, O>> rounds, Script<I, O> script, boolean quick) {
        Handshake handshake = new Handshake();
        background.race(THREADS, thread -> () -> {
            if (quick) {
                handshake.await();
            }
            for (Round<I, O> round : rounds) {
                round.rendezvous.await();
                script.run(thread, round.key, handles.get(thread), round.randoms.get(thread), round.recorder);
            }
            return thread;
        });
    }

    /** Returns how many calls were made while another was under way. */
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
