// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import dev.coordination.Leadership;
import java.time.Duration;

/** A lock that a thread has taken, as often as it has taken it. */
final class Hold {

    /** A lock and a thread. */
    record Owner(String key, Thread thread) {}

    final Leadership leadership;

    /** How long the lock is held after a request, unless it is renewed. */
    volatile Duration timeToLive;

    /** How often the lock is to be unlocked. Used only by the thread that holds it. */
    int count = 1;

    final Renewal renewal = new Renewal();

    Hold(Leadership leadership, Duration timeToLive) {
        this.leadership = leadership;
        this.timeToLive = timeToLive;
    }
}
