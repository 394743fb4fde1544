// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node, with all of its incarnations. */
final class NodeState {

    private final Run run;
    final int index;
    final String name;
    private ExploredNode newest;

    /** The code that was started on this node, for a restart. */
    final List<NodeCode> codes = new ArrayList<>();

    /** The instant until which it is paused. */
    long pausedUntil;

    /** The instant at which the last of its leases ends. */
    long lastLeaseEnd;

    /** By how much its clock is ahead, in nanoseconds. */
    long skew;

    boolean hasSkew;

    /** How many actors it has had. */
    int actors;

    NodeState(Run run, int index, String name) {
        this.run = run;
        this.index = index;
        this.name = name;
        this.newest = new ExploredNode(run, this, 1);
    }

    boolean severalActors() {
        return actors > 1;
    }

    void chooseSkew(int variant, List<Duration> skews) {
        if (!hasSkew) {
            hasSkew = true;
            skew = variant < Variant.FIRST_SKEW
                    ? 0
                    : skews.get(variant - Variant.FIRST_SKEW).toNanos();
        }
    }

    ExploredNode newest() {
        return newest;
    }

    /** Creates another incarnation. */
    ExploredNode restart() {
        pausedUntil = 0;
        lastLeaseEnd = 0;
        newest = new ExploredNode(run, this, newest.incarnation() + 1);
        return newest;
    }
}
