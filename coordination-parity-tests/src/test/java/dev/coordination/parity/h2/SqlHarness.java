// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.parity.jdbc.LosingDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** Runs the adapter on a new in-memory database, with a clock that the contract advances. */
public final class SqlHarness implements CoordinationHarness {

    private final FakeClock clock = FakeClock.create();
    private final TimeControl time = TimeControl.of(clock);
    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=10000", "", "");
    private final Connection keepsItAlive;
    private final List<DistributedCoordination> handles = new CopyOnWriteArrayList<>();

    /** Creates an empty database. */
    public SqlHarness() {
        try {
            keepsItAlive = database.getConnection();
            try (Statement statement = keepsItAlive.createStatement()) {
                statement.execute(schema());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be created", e);
        }
    }

    private static String schema() {
        try (InputStream in = SqlHarness.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }

    @Override
    public DistributedCoordination connect() {
        return connectTo(database);
    }

    private DistributedCoordination connectTo(DataSource source) {
        DistributedCoordination handle = new SqlCoordination(source, clock);
        handles.add(handle);
        return handle;
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        return Optional.of(connectTo(LosingDataSource.of(database)));
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";IFEXISTS=TRUE");
        return new SqlCoordination(nowhere, clock);
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.UNREACHABLE);
    }

    @Override
    public int subscriptionBuffer() {
        return 16; // There are no subscriptions.
    }

    @Override
    public String description() {
        return "SQL adapter on H2 " + org.h2.engine.Constants.VERSION + ", fake clock";
    }

    @Override
    public void close() {
        handles.forEach(DistributedCoordination::close);
        try {
            keepsItAlive.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be closed", e);
        }
        database.dispose();
    }
}
