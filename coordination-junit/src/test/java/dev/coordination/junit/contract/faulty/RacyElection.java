// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** Elections in which two win: whoever sees nobody lead takes over, whoever leads by then. */
final class RacyElection extends ForwardingElection {

    RacyElection(LeaderElection to) {
        super(to);
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
