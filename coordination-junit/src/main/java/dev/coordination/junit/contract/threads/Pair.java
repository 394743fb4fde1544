// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Two threads that begin each of several rounds at the same time. If they do not meet, two new threads continue,
 * because the system gives new threads the least busy processors, whereas two running threads may share a processor for
 * a long time.
 */
public final class Pair {

    private final Duration patience;
    private final Calls calls;
    private final List<Meeting> meetings;
    private volatile boolean failed;

    private Pair(int rounds, long deadline, Duration patience, Calls calls) {
        this.patience = patience;
        this.calls = calls;
        meetings = Stream.generate(() -> new Meeting(deadline)).limit(rounds).toList();
    }

    /** The calls of the two threads. */
    @FunctionalInterface
    public interface Calls {

        /**
         * Makes the calls of a thread in a round.
         *
         * @param thread 0 or 1
         * @param round the number of the round, from 0
         * @param begin the moment at which both threads begin
         */
        void run(int thread, int round, long begin) throws Exception;
    }

    /**
     * Runs rounds, if possible while no other pair in this JVM does.
     *
     * @param rounds the number of rounds
     * @param meetingNanos how long the threads try to meet in all; after that, neither waits for the other
     * @param patience how long to wait for something that must happen
     * @return how long the rounds took, in nanoseconds
     */
    public static long run(int rounds, long meetingNanos, Duration patience, Calls calls) {
        return Processors.use(() -> {
            long start = System.nanoTime();
            Pair pair = new Pair(rounds, start + meetingNanos, patience, calls);
            for (int done = 0; done < rounds; ) {
                done = pair.runOnNewThreads(done);
            }
            return System.nanoTime() - start;
        });
    }

    /** Runs rounds until the threads fail to meet, and returns the number of the next round. */
    private int runOnNewThreads(int from) {
        try (BackgroundThreads threads = new BackgroundThreads(patience)) {
            Future<Integer> first = threads.start(() -> run(0, from));
            Future<Integer> second = threads.start(() -> run(1, from));
            threads.await(first);
            return threads.await(second);
        }
    }

    private int run(int thread, int from) throws Exception {
        boolean ended = false;
        try {
            for (int round = from; round < meetings.size() && !failed; round++) {
                Meeting meeting = meetings.get(round);
                calls.run(thread, round, meeting.await(thread));
                if (meeting.isMissed()) {
                    ended = true;
                    return round + 1;
                }
            }
            ended = true;
            return meetings.size();
        } finally {
            if (!ended) {
                failed = true;
                meetings.forEach(Meeting::callOff);
            }
        }
    }
}
