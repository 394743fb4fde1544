package dev.coordination.memory;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** Leader election whose calls are told of. */
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
                "leaderElection.tryAcquire", () -> to.tryAcquire(election, nodeId, ttl), election, nodeId, ttl);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return calls.make("leaderElection.renew", () -> to.renew(held, ttl), held, ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return calls.make("leaderElection.release", () -> to.release(held), held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return calls.make("leaderElection.release", () -> to.release(election, nodeId), election, nodeId);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return calls.make("leaderElection.currentLeader", () -> to.currentLeader(election), election);
    }
}
