// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.threads.Pair;
import dev.coordination.junit.contract.threads.Spin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Repeats races, each round on names of its own, until the calls of the two threads have overlapped often enough. Every
 * round must have an outcome that some order of its calls has on the in-memory adapter, whether or not the calls
 * overlapped.
 */
public final class Races {

    /** Two groups of this size are enough if calls are quick, and one if they are slow. */
    private static final int ROUNDS_OF_A_GROUP = 24;

    /** If the rounds of a group need to wait for an expiry in real time, one group should be enough. */
    private static final int ROUNDS_OF_A_WAITING_GROUP = 64;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** How many races in a row were undecided in this JVM. */
    private static final AtomicInteger UNDECIDED_IN_A_ROW = new AtomicInteger();

    private final List<DistributedCoordination> handles;
    private final Ttls ttls;
    private final Consumer<Duration> advance;
    private final boolean waits;
    private final Duration atMost;
    private final Duration patience;

    private int rounds;

    /**
     * Creates the races of a test.
     *
     * @param handles two handles
     * @param advance lets time pass
     * @param waits whether that takes real time
     * @param atMost how long a race is repeated if too few of its calls overlap
     * @param patience how long to wait for something that must happen
     */
    public Races(
            List<DistributedCoordination> handles,
            Ttls ttls,
            Consumer<Duration> advance,
            boolean waits,
            Duration atMost,
            Duration patience) {
        this.handles = handles;
        this.ttls = ttls;
        this.advance = advance;
        this.waits = waits;
        this.atMost = atMost;
        this.patience = patience;
    }

    /**
     * Repeats a race.
     *
     * @return why it is undecided, or empty if it is decided
     * @throws AssertionError if a round has an outcome that no order of its calls has
     */
    public Optional<String> judge(Race race) {
        Set<Outcome> allowed = SerialOrders.of(race, ttls);
        Effort effort = new Effort(atMost.toNanos(), PROCESSORS, UNDECIDED_IN_A_ROW.get());
        while (effort.goesOn()) {
            List<Round> group = newGroup(race);
            effort.spend(Pair.run(
                    group.size(),
                    PROCESSORS == 1 ? 0 : effort.nanosLeft(),
                    patience,
                    (thread, index, begin) -> run(race, group, thread, index, begin)));
            if (race.elapsed()) {
                advance.accept(ttls.unit());
            }
            for (Round round : group) {
                round.runAfter(race, handles.get(0));
                check(race, round, allowed);
                effort.add(round.hasOverlapped());
            }
        }
        UNDECIDED_IN_A_ROW.getAndUpdate(before -> effort.isDecided() ? 0 : before + 1);
        return effort.isDecided() ? Optional.empty() : Optional.of("only " + effort + ": " + race);
    }

    private static void check(Race race, Round round, Set<Outcome> allowed) {
        Outcome outcome = round.outcome();
        if (!allowed.contains(outcome)) {
            throw new AssertionError(
                    "[" + race + "]\nTwo threads that made these calls at the same time got: " + outcome
                            + ".\nOne after another, in any order, the calls would have returned one of:\n"
                            + allowed.stream().map(Outcome::toString).collect(Collectors.joining("\n")));
        }
    }

    private List<Round> newGroup(Race race) {
        List<Round> group = new ArrayList<>();
        boolean waiting = waits && (race.expired() || race.elapsed());
        for (int i = 0; i < (waiting ? ROUNDS_OF_A_WAITING_GROUP : ROUNDS_OF_A_GROUP); i++) {
            Round round = new Round("race-" + rounds++ + "-", ttls);
            round.runBefore(race, handles.get(0));
            group.add(round);
        }
        if (race.expired()) {
            advance.accept(ttls.unit());
        }
        return group;
    }

    private void run(Race race, List<Round> group, int thread, int index, long begin) {
        Round round = group.get(index);
        List<Step> steps = thread == 0 ? race.first() : race.second();
        // Threads may share a handle, so in some rounds they do.
        DistributedCoordination handle = handles.get(index % 4 == 3 ? 0 : thread);
        Spin.until(begin + lag(group, index, thread));
        round.lane(thread).run(steps, handle, round);
    }

    private static long lag(List<Round> group, int index, int thread) {
        if (!Lag.isIn(index, thread)) {
            return 0;
        }
        long[] recent = new long[Math.min(index, Lag.RECENT)];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = group.get(index - 1 - i).lane(1 - thread).nanos();
        }
        return Lag.nanos(index, recent);
    }
}
