// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/** Records when the entries, terms and members that a node writes expire. */
final class Leases {

    private final Run run;
    private final NodeState node;

    Leases(Run run, NodeState node) {
        this.run = run;
        this.node = node;
    }

    /** Records that a resource that expires was written. */
    void written(Footprint footprint, long resource, Duration ttl) {
        footprint.write(resource);
        given(footprint, resource, ttl);
    }

    /** Records that a resource has a new TTL. If it expires at the same instant as before, nothing has changed. */
    void renewed(Footprint footprint, long resource, Duration ttl) {
        if (run.time.expiresAt(resource, run.time.endOf(ttl))) {
            footprint.read(resource);
            readTime(footprint);
        } else {
            written(footprint, resource, ttl);
        }
    }

    void given(Footprint footprint, long resource, Duration ttl) {
        readTime(footprint);
        long end = run.time.endOf(ttl);
        run.time.expireAt(resource, end, run.current() == null ? null : node);
        node.lastLeaseEnd = Math.max(node.lastLeaseEnd, end);
    }

    /** Records that a resource was written without a TTL, or was removed, and so does not expire. */
    void unlimited(Footprint footprint, long resource) {
        footprint.write(resource);
        if (run.time.forgetExpiry(resource)) {
            readTime(footprint);
        }
    }

    private void readTime(Footprint footprint) {
        if (run.scope.has(ReductionRule.GIVING_TTL_READS_TIME)) {
            footprint.readTime();
        }
    }
}
