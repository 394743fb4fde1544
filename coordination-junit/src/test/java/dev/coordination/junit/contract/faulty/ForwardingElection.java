// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** Elections that are right; a fault overrides what it gets wrong. */
class ForwardingElection implements LeaderElection {

    final LeaderElection to;

    ForwardingElection(LeaderElection to) {
        this.to = to;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return to.tryAcquire(election, nodeId, ttl);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return to.renew(held, ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return to.release(held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return to.release(election, nodeId);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return to.currentLeader(election);
    }
}
