// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A lock that a thread has taken, as often as it has taken it. */
final class Hold {

    /** A lock and a thread. */
    record Owner(String key, Thread thread) {}

    final Leadership leadership;

    /** How long the lock is held after a request, unless it is renewed. */
    volatile Duration timeToLive;

    /** How often the lock is to be unlocked. Used only by the thread that holds it. */
    int count = 1;

    /** Used only by the thread that holds the lock. */
    @Nullable
    Future<?> renewal;

    Hold(Leadership leadership, Duration timeToLive) {
        this.leadership = leadership;
        this.timeToLive = timeToLive;
    }

    void stopRenewal() {
        Future<?> running = renewal;
        if (running != null) {
            running.cancel(false);
        }
    }
}
