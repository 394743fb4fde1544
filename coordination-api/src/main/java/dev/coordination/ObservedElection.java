package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** Leader election that reports the calls on it. */
final class ObservedElection implements LeaderElection {

    private final LeaderElection to;
    private final Calls calls;

    ObservedElection(LeaderElection to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return calls.make(
                Operation.LEADER_ELECTION_TRY_ACQUIRE,
                () -> to.tryAcquire(election, nodeId, ttl),
                election,
                nodeId,
                ttl);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return calls.make(Operation.LEADER_ELECTION_RENEW, () -> to.renew(held, ttl), held, ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return calls.make(Operation.LEADER_ELECTION_RELEASE, () -> to.release(held), held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return calls.make(Operation.LEADER_ELECTION_RELEASE, () -> to.release(election, nodeId), election, nodeId);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return calls.make(Operation.LEADER_ELECTION_CURRENT_LEADER, () -> to.currentLeader(election), election);
    }
}
