// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A coordination that counts the requests of its election, and does something of the test's choice before and after each. */
final class ScriptedCoordination implements DistributedCoordination, LeaderElection {

    private final DistributedCoordination real;
    final List<String> requests = new ArrayList<>();
    volatile Runnable before = () -> {};
    volatile Runnable after = () -> {};

    ScriptedCoordination(DistributedCoordination real) {
        this.real = real;
    }

    private <T> T around(String request, Supplier<T> call) {
        synchronized (requests) {
            requests.add(request);
        }
        before.run();
        T reply = call.get();
        after.run();
        return reply;
    }

    @Override
    public LeaderElection leaderElection() {
        return this;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return around("tryAcquire", () -> real.leaderElection().tryAcquire(election, nodeId, ttl));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return around("renew", () -> real.leaderElection().renew(held, ttl));
    }

    @Override
    public boolean release(Leadership held) {
        return around("release", () -> real.leaderElection().release(held));
    }

    @Override
    public boolean release(String election, String nodeId) {
        return around("release", () -> real.leaderElection().release(election, nodeId));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return real.leaderElection().currentLeader(election);
    }

    @Override
    public SharedCache cache() {
        return real.cache();
    }

    @Override
    public PubSub pubSub() {
        return real.pubSub();
    }

    @Override
    public ClusterMembership clusterMembership() {
        return real.clusterMembership();
    }

    @Override
    public void close() {
        real.close();
    }
}
