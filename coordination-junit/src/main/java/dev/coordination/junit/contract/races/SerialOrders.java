// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the calls of a race one after another on the in-memory adapter, in every order that preserves the order of each
 * thread's calls.
 */
final class SerialOrders {

    private final Race race;
    private final Ttls ttls;
    private final Set<Outcome> outcomes = new LinkedHashSet<>();

    private SerialOrders(Race race, Ttls ttls) {
        this.race = race;
        this.ttls = ttls;
    }

    /** Returns the outcomes that the race may have. */
    static Set<Outcome> of(Race race, Ttls ttls) {
        SerialOrders orders = new SerialOrders(race, ttls);
        orders.complete(List.of(), race.first().size(), race.second().size());
        return orders.outcomes;
    }

    /** Completes an order, given as a list of threads, with the calls that each thread has left. */
    private void complete(List<Integer> order, int ofFirst, int ofSecond) {
        if (ofFirst == 0 && ofSecond == 0) {
            outcomes.add(outcome(order));
            return;
        }
        if (ofFirst > 0) {
            complete(with(order, 0), ofFirst - 1, ofSecond);
        }
        if (ofSecond > 0) {
            complete(with(order, 1), ofFirst, ofSecond - 1);
        }
    }

    private static List<Integer> with(List<Integer> order, int thread) {
        List<Integer> longer = new ArrayList<>(order);
        longer.add(thread);
        return longer;
    }

    private Outcome outcome(List<Integer> order) {
        try (MemoryHarness memory = new MemoryHarness()) {
            DistributedCoordination handle = memory.connect();
            Round round = new Round("race", ttls);
            round.runBefore(race, handle);
            if (race.expired()) {
                memory.time().advance(ttls.unit());
            }
            List<List<Step>> left = List.of(new ArrayList<>(race.first()), new ArrayList<>(race.second()));
            for (int thread : order) {
                Step step = left.get(thread).remove(0);
                round.add(thread, step.call(handle, round));
            }
            if (race.elapsed()) {
                memory.time().advance(ttls.unit());
            }
            round.runAfter(race, handle);
            return round.outcome();
        }
    }
}
