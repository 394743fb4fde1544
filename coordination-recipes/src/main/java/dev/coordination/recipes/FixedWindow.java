// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.time.Duration;

/** A limiter whose window is the life of one key. */
final class FixedWindow implements RateLimiter {

    private final int limit;
    private final Duration window;
    private final PermitCounter counter;

    FixedWindow(DistributedCoordination coordination, String name, int limit, Duration window) {
        Arguments.notNull(coordination, "coordination");
        Arguments.key(name);
        long unused = Arguments.ttlMillis(window, "window");
        this.limit = PermitCounter.limit(limit);
        this.window = window;
        this.counter = new PermitCounter(coordination.cache(), name, window);
    }

    @Override
    public boolean tryAcquire(int permits) {
        PermitCounter.permits(permits, limit);
        // A refused request counts. For one permit it makes no difference; for several it would use up what others can
        // have.
        if (permits > 1 && counter.count() > limit - permits) {
            return false;
        }
        return counter.add(permits) <= limit;
    }

    /** Returns the name, the limit and the window. */
    @Override
    public String toString() {
        return "RateLimiter[name=" + Arguments.quoted(counter.key()) + ", limit=" + limit + ", fixed window=" + window
                + "]";
    }
}
