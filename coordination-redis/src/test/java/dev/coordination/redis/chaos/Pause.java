// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Lets a disruption last. */
final class Pause {

    private Pause() {}

    static void upTo(RandomGenerator random, Duration longest) throws InterruptedException {
        millis(random.nextLong(longest.toMillis()));
    }

    static void millis(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
