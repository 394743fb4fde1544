// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What ends unless it is renewed, each time for the same duration. Renewals are recorded in the order in which they end. */
final class Lease {

    /** The clock of a server and that of the test may differ by this much over a TTL. */
    private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long ttlNanos;
    private final List<Call<?>> renewals = new ArrayList<>();
    private long endedFrom = Long.MAX_VALUE;
    private boolean inDoubt;

    /** @param ttlNanos the duration for which each renewal is good */
    Lease(long ttlNanos) {
        this.ttlNanos = ttlNanos;
    }

    /** Records a call that has begun or renewed this, or may have. */
    void renewed(Call<?> call) {
        if (call.isAcknowledged()) {
            renewals.add(call);
        } else if (call.isInDoubt()) {
            inDoubt = true; // it can only make this last longer, but for how long is not known
        }
    }

    /** Records the beginning of a call that may end this. */
    void endedFrom(long begin) {
        endedFrom = Math.min(endedFrom, begin);
    }

    /** Returns whether this was certainly in force throughout a call. */
    boolean covers(Call<?> call) {
        if (endedFrom <= call.end() || renewals.isEmpty() || goodUntil(renewals.size()) <= call.end()) {
            return false;
        }
        int before = endedBefore(call.begin());
        return before > 0 && goodUntil(before) > call.end();
    }

    /** Returns until when this is certainly in force after some of the renewals. */
    private long goodUntil(int count) {
        return renewals.get(count - 1).begin() + ttlNanos - MARGIN_NANOS;
    }

    /** Returns whether this had certainly expired when a call began. */
    boolean expiredBefore(Call<?> call) {
        return !inDoubt
                && !renewals.isEmpty()
                && renewals.get(renewals.size() - 1).end() + ttlNanos + MARGIN_NANOS < call.begin();
    }

    /** Returns whether there may be renewals that are not known. */
    boolean isInDoubt() {
        return inDoubt;
    }

    private int endedBefore(long time) {
        int low = 0;
        int high = renewals.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (renewals.get(middle).end() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
