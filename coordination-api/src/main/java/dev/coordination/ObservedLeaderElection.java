// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** Leader election that reports the calls on it. */
final class ObservedLeaderElection implements LeaderElection {

    private final LeaderElection delegate;
    private final CallReporter reporter;

    ObservedLeaderElection(LeaderElection delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return reporter.call(
                Operation.LEADER_ELECTION_TRY_ACQUIRE,
                () -> delegate.tryAcquire(election, nodeId, ttl),
                election,
                nodeId,
                ttl);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return reporter.call(Operation.LEADER_ELECTION_RENEW, () -> delegate.renew(held, ttl), held, ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return reporter.call(Operation.LEADER_ELECTION_RELEASE, () -> delegate.release(held), held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return reporter.call(
                Operation.LEADER_ELECTION_RELEASE, () -> delegate.release(election, nodeId), election, nodeId);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return reporter.call(
                Operation.LEADER_ELECTION_CURRENT_LEADER, () -> delegate.currentLeader(election), election);
    }
}
