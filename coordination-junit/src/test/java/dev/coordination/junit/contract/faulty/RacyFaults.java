// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.contract.threads.Spin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Operations that take two steps where one is required. Without concurrency they are all correct.
 *
 * <p>Between the steps lies a window of some microseconds in which the thread is busy, as in an in-memory adapter, or
 * waits, as for a server.
 */
final class RacyFaults {

    private static final int[] WINDOWS = {20, 200};

    /** The shortest window in which the thread waits, in microseconds. */
    private static final int WAITS_FROM = 100;

    private RacyFaults() {}

    static List<Fault> all() {
        return kinds().stream()
                .flatMap(kind -> IntStream.of(WINDOWS).mapToObj(kind).map(Fault::racy))
                .toList();
    }

    private static List<IntFunction<Fault>> kinds() {
        return Stream.of(
                        RacyCacheFaults.kinds(),
                        RacyElectionFaults.kinds(),
                        RacyClusterFaults.kinds(),
                        RacyPubSubFaults.kinds())
                .flatMap(List::stream)
                .toList();
    }

    /** Lets a window pass. */
    static void pass(int micros) {
        if (micros >= WAITS_FROM) {
            LockSupport.parkNanos(micros * 1_000L);
            return;
        }
        Spin.forNanos(micros * 1_000L);
    }

    /** Describes a window. */
    static String apart(int micros) {
        return ", with " + micros + " us " + (micros >= WAITS_FROM ? "of waiting" : "of work") + " in between";
    }

    /** Remembers when an entry expires. */
    static void expiresAfter(Duration ttl, String name, FaultContext context) {
        context.put("deadline of " + name, context.after(ttl));
    }

    /** Returns whether the last remembered deadline of an entry has passed. */
    static boolean hasExpired(String name, FaultContext context) {
        Instant deadline = context.get("deadline of " + name, Instant.class);
        return deadline != null && !deadline.isAfter(context.now());
    }
}
