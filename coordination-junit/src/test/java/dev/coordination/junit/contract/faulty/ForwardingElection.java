// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** A leader election that forwards every call to another. */
class ForwardingElection implements LeaderElection {

    final LeaderElection delegate;

    ForwardingElection(LeaderElection delegate) {
        this.delegate = delegate;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return delegate.tryAcquire(election, nodeId, ttl);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return delegate.renew(held, ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return delegate.release(held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return delegate.release(election, nodeId);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return delegate.currentLeader(election);
    }
}
