// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TTLs that are not a whole number of the adapter's steps: G-02. */
abstract class TtlStepContract extends ContractArea {

    /** How many times the test tries to check before a step has passed. */
    private static final int ATTEMPTS = 5;

    /** How far ahead a server clock that counts milliseconds may seem to be. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMillis(2);

    /** The names to which {@link #give} gives a TTL. */
    private static final List<String> ALL = List.of(
            "set",
            "setText",
            "setIfAbsent",
            "expire",
            "increment",
            "tryAcquire",
            "tryAcquire again",
            "renew",
            "register",
            "heartbeat");

    /**
     * A TTL of a little more than four units counts as one of four units and a step. So nothing has expired after four
     * units, and everything has expired one step later.
     *
     * <p>Where real time passes, the test may check too late to see that nothing has expired, and then tries again. For
     * a step of one millisecond it is always too late, since clocks are no finer.
     */
    @Test
    @Tag("G-02")
    void aTtlIsRoundedUpToAWholeStep() {
        Duration step = limits().ttlStep();
        Duration ttl = units(4).plusNanos(1);
        boolean inTime = false;
        int attempts = step.compareTo(CLOCKS_DIFFER) > 0 ? ATTEMPTS : 1;
        for (int attempt = 1; attempt <= attempts && !inTime; attempt++) {
            Duration before = time().lateness();
            give(ttl);
            assertThat(coordination.cache().ttl("set").orElseThrow()).isBetween(units(3), limits().roundUp(ttl));
            time().advance(units(4));
            List<String> left = left();

            inTime = time().lateness().minus(before).plus(CLOCKS_DIFFER).compareTo(step) < 0;
            if (inTime) {
                assertThat(left)
                        .as(
                                "what is still present after a TTL of %s was set and %s have passed, in steps of %s",
                                ttl, units(4), step)
                        .isEqualTo(ALL);
            }
            time().advance(step);
            assertThat(left())
                    .as("what is still present after a TTL of %s was set and %s have passed", ttl, units(4).plus(step))
                    .isEmpty();
        }
    }

    private void give(Duration ttl) {
        SharedCache cache = coordination.cache();
        cache.set("set", bytes("x"), ttl);
        cache.setText("setText", "x", ttl);
        cache.setIfAbsent("setIfAbsent", bytes("x"), ttl);
        cache.set("expire", bytes("x"), units(2));
        cache.expire("expire", ttl);
        cache.increment("increment", 1, ttl);
        LeaderElection elections = coordination.leaderElection();
        elections.tryAcquire("tryAcquire", "n", ttl);
        elections.tryAcquire("tryAcquire again", "n", units(2));
        elections.tryAcquire("tryAcquire again", "n", ttl);
        Leadership renewed = elections.tryAcquire("renew", "n", units(2)).orElseThrow();
        elections.renew(renewed, ttl);
        ClusterMembership cluster = coordination.clusterMembership();
        cluster.register("register", Map.of(), ttl);
        cluster.register("heartbeat", Map.of(), units(2));
        cluster.heartbeat("heartbeat", ttl);
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (String name : ALL) {
            if (coordination.cache().exists(name)
                    || coordination.leaderElection().currentLeader(name).isPresent()
                    || coordination.clusterMembership().metadata(name).isPresent()) {
                left.add(name);
            }
        }
        return left;
    }
}
