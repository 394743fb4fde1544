// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One round of a race, on names that no other round uses. */
final class Round {

    private final String name;
    private final Ttls ttls;

    private final List<Object> before = new ArrayList<>();
    private final Lane first = new Lane();
    private final Lane second = new Lane();
    private final List<Object> after = new ArrayList<>();

    private volatile @Nullable Leadership held;
    private volatile @Nullable Subscription subscription;

    Round(String name, Ttls ttls) {
        this.name = name;
        this.ttls = ttls;
    }

    /** The calls of one of the two threads. Read after the thread has ended. */
    static final class Lane {

        private final List<Object> results = new ArrayList<>();
        private long start;
        private long end;

        void run(List<Step> steps, DistributedCoordination handle, Round round) {
            start = System.nanoTime();
            for (Step step : steps) {
                results.add(step.call(handle, round));
            }
            end = System.nanoTime();
        }

        long nanos() {
            return end - start;
        }
    }

    /** Returns the name of the key, election, node or channel. Names of other rounds do not start with it. */
    String name() {
        return name;
    }

    Ttls ttls() {
        return ttls;
    }

    /** Keeps a term for later calls of the round, and returns it. */
    Leadership hold(Leadership term) {
        held = term;
        return term;
    }

    /** Returns the term that is kept. */
    Leadership held() {
        return Objects.requireNonNull(held, "no term is held");
    }

    /** Keeps a subscription for later calls of the round. */
    void subscribed(Subscription created) {
        subscription = created;
    }

    /** Returns the subscription that is kept. */
    Subscription subscription() {
        return Objects.requireNonNull(subscription, "there is no subscription");
    }

    void runBefore(Race race, DistributedCoordination handle) {
        run(race.before(), handle, before);
    }

    void runAfter(Race race, DistributedCoordination handle) {
        run(race.after(), handle, after);
    }

    private void run(List<Step> steps, DistributedCoordination handle, List<Object> results) {
        steps.forEach(step -> results.add(step.call(handle, this)));
    }

    Lane lane(int thread) {
        return thread == 0 ? first : second;
    }

    /** Adds the result of a call when a single thread makes the calls of both threads. */
    void add(int thread, Object result) {
        lane(thread).results.add(result);
    }

    /** Returns whether the calls of the two threads overlapped. */
    boolean hasOverlapped() {
        return first.start < second.end && second.start < first.end;
    }

    /** Returns the results. */
    Outcome outcome() {
        return Outcome.of(before, first.results, second.results, after);
    }
}
