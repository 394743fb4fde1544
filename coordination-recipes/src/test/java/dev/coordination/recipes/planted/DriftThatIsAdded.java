// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The owner of a lock subtracts a margin for the drift of clocks from the time that has elapsed, instead of from the time for
 * which the lock is valid. So it believes in the lock after the lease has ended.
 *
 * <p>Reference: SPSCommerce/redlock-py#3.
 */
final class DriftThatIsAdded extends PlantedBug {

    private static final Duration DRIFT = LEASE.dividedBy(100);

    DriftThatIsAdded() {
        super(
                "SPSCommerce/redlock-py#3",
                "the margin for clock drift lengthens the validity of the lock instead of shortening it",
                "at most one lock is valid",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Instant> until = nodes.ghost(Instant.MIN);
        Ghost<Instant> untilOfSecond = nodes.ghost(Instant.MIN);
        Clock clock = nodes.clock();
        nodes.always(
                invariant(),
                () -> !clock.instant().isBefore(until.get()) || !clock.instant().isBefore(untilOfSecond.get()));

        nodes.run(a -> lock(a, fixed, until), b -> {
            b.sleep(LEASE);
            lock(b, fixed, untilOfSecond);
        });
    }

    private static void lock(Node node, boolean fixed, Ghost<Instant> until) {
        Instant start = node.clock().instant();
        if (node.cache().setIfAbsent("lock", bytes(node.name()), LEASE)) {
            Instant now = node.clock().instant();
            Duration elapsed = Duration.between(start, now);
            Duration validity = fixed ? LEASE.minus(elapsed).minus(DRIFT) : LEASE.minus(elapsed.minus(DRIFT));
            until.set(now.plus(validity));
        }
    }
}
