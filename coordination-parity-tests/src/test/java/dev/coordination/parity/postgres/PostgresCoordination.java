// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A handle on coordination in a schema of a PostgreSQL database. */
final class PostgresCoordination implements DistributedCoordination {

    private final Database database;
    private final SharedCache cache;
    private final PostgresPubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership clusterMembership;

    /**
     * Creates a handle. The connections of both sources must have the schema with the tables as their current schema, and
     * must have timeouts, because a call takes as long as the server does (G-06).
     *
     * @param pool provides a connection for each call
     * @param direct provides the listening connection, which is kept
     */
    PostgresCoordination(
            DataSource pool, DataSource direct, int subscriptionBuffer, Consumer<Throwable> onListenerError) {
        database = new Database(pool);
        cache = new PostgresCache(database);
        pubSub = new PostgresPubSub(database, direct, subscriptionBuffer, onListenerError);
        leaderElection = new PostgresElections(database);
        clusterMembership = new PostgresMembership(database);
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
        return clusterMembership;
    }

    @Override
    public void close() {
        database.close();
        pubSub.close();
    }
}
