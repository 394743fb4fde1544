// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.time.Clock;
import javax.sql.DataSource;

/** A handle on coordination in an SQL database. */
final class SqlCoordination implements DistributedCoordination {

    private final Database database;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership cluster;

    SqlCoordination(DataSource source, Clock clock) {
        database = new Database(source, clock);
        cache = new SqlCache(database);
        pubSub = new NoPubSub(database);
        leaderElection = new SqlElections(database);
        cluster = new SqlCluster(database);
    }

    @Override
    public SharedCache cache() {
        return cache;
    }

    @Override
    public PubSub pubSub() {
        return pubSub;
    }

    @Override
    public LeaderElection leaderElection() {
        return leaderElection;
    }

    @Override
    public ClusterMembership clusterMembership() {
        return cluster;
    }

    @Override
    public void close() {
        database.close();
    }
}
