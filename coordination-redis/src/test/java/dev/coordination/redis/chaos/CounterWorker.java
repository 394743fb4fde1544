// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Increments counters, which several threads share. */
final class CounterWorker implements Worker {

    private static final int COUNTERS = 4;

    /** The counters, and what was done to them. */
    static final class Shared {
        private final List<CounterHistory> histories = new ArrayList<>();

        Shared() {
            for (int i = 0; i < COUNTERS; i++) {
                histories.add(new CounterHistory());
            }
        }

        List<String> broken(Family family) {
            List<String> broken = new ArrayList<>();
            for (int i = 0; i < COUNTERS; i++) {
                long last = family.handles().get(0).cache().increment(key(i), 0);
                broken.addAll(histories.get(i).broken(family.keeps(), last));
            }
            return broken;
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;

    CounterWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
    }

    private static String key(int counter) {
        return "counter-" + counter;
    }

    @Override
    public void step(RandomGenerator random) {
        int counter = random.nextInt(COUNTERS);
        shared.histories
                .get(counter)
                .incremented(
                        calls.run("increment", () -> family.any(random).cache().increment(key(counter), 1)));
    }
}
