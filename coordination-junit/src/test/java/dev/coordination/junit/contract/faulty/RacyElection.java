// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election that checks and acquires in two steps, so that two candidates can both win. */
final class RacyElection extends ForwardingElection {

    RacyElection(LeaderElection delegate) {
        super(delegate);
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        if (super.currentLeader(election).isPresent()) {
            return super.tryAcquire(election, nodeId, ttl);
        }
        Thread.yield();
        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
        if (won.isPresent()) {
            return won;
        }
        super.currentLeader(election).ifPresent(super::release);
        return super.tryAcquire(election, nodeId, ttl);
    }
}
