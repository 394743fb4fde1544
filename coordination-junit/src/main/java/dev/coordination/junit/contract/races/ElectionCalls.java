// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.Leadership;
import java.util.Optional;

/** Calls on the election of a round. */
public final class ElectionCalls {

    private ElectionCalls() {}

    /** Acquires a free election, and keeps the term for {@link #renew} and {@link #release()}. */
    public static Step hold(String node, Ttl ttl) {
        return new Step("leaderElection.tryAcquire(" + node + ", " + ttl + ")", (handle, round) -> {
            Optional<Leadership> term = Step.notNull(
                    handle.leaderElection().tryAcquire(round.name(), node, ttl.of(round)), "leaderElection.tryAcquire");
            return round.hold(term.orElseThrow(() ->
                    new AssertionError("leaderElection.tryAcquire by " + node + " should have won a free election")));
        });
    }

    public static Step tryAcquire(String node) {
        return tryAcquire(node, Ttl.LONG);
    }

    public static Step tryAcquire(String node, Ttl ttl) {
        return new Step(
                "leaderElection.tryAcquire(" + node + ", " + ttl + ")",
                (handle, round) -> handle.leaderElection().tryAcquire(round.name(), node, ttl.of(round)));
    }

    public static Step renew() {
        return new Step(
                "leaderElection.renew",
                (handle, round) -> handle.leaderElection().renew(round.held(), Ttl.LONG.of(round)));
    }

    public static Step release() {
        return new Step(
                "leaderElection.release",
                (handle, round) -> handle.leaderElection().release(round.held()));
    }

    public static Step release(String node) {
        return new Step(
                "leaderElection.release(" + node + ")",
                (handle, round) -> handle.leaderElection().release(round.name(), node));
    }

    public static Step currentLeader() {
        return new Step(
                "leaderElection.currentLeader",
                (handle, round) -> handle.leaderElection().currentLeader(round.name()));
    }
}
