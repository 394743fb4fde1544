// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The clock of a node or of the backend. Reading it is not a step, but makes the step before depend on the time. */
final class NodeClock extends Clock {

    /** The same start as that of a fake clock, for any backend. */
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    private final Run run;
    private final @Nullable NodeState node;
    private final ZoneId zone;

    /** Creates the clock of a node, or of the backend if the node is null. */
    NodeClock(Run run, @Nullable NodeState node) {
        this(run, node, ZoneOffset.UTC);
    }

    private NodeClock(Run run, @Nullable NodeState node, ZoneId zone) {
        this.run = run;
        this.node = node;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new NodeClock(run, node, other);
    }

    @Override
    public Instant instant() {
        run.accesses.readTime();
        return START.plusNanos(run.time.now() + (node == null ? 0 : node.skew));
    }
}
