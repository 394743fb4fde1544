// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.parity.jdbc.LosingDataSource;
import dev.coordination.parity.postgres.server.PostgresServer;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Runs the adapter in an empty schema of a real server, and lets time pass by moving the deadlines of all rows. */
public final class PostgresHarness implements CoordinationHarness {

    private static final int BUFFER = 64;

    private final Schema schema = Schema.take();
    private final Database database = new Database(schema.pool());
    private final TimeControl time = TimeControl.shifted(Duration.ofMinutes(1), this::shift);
    private final Deque<Runnable> onClose = new ConcurrentLinkedDeque<>(List.of(schema::giveBack));
    private final UnaryOperator<DataSource> listeningOn;

    /** Creates an empty schema. */
    public PostgresHarness() {
        this(direct -> direct);
    }

    /** Creates an empty schema, and changes the source of the connections that listen. */
    PostgresHarness(UnaryOperator<DataSource> listeningOn) {
        this.listeningOn = listeningOn;
    }

    private void shift(Duration duration) {
        database.transaction(connection -> {
            for (String table : List.of("entries", "elections", "members")) {
                Database.update(
                        connection,
                        "UPDATE " + table + " SET deadline = deadline - ? * interval '1 millisecond'",
                        duration.toMillis());
            }
            return null;
        });
    }

    @Override
    public DistributedCoordination connect() {
        return connectTo(schema.pool(), schema.direct());
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        DeadPort nowhere = new DeadPort();
        onClose.push(nowhere::free);
        DataSource unreachable = PostgresServer.get().sourceAt(nowhere.number());
        return connectTo(unreachable, unreachable);
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        return Optional.of(connectTo(LosingDataSource.of(schema.pool()), schema.direct()));
    }

    private DistributedCoordination connectTo(DataSource pool, DataSource direct) {
        DistributedCoordination handle =
                new PostgresCoordination(pool, listeningOn.apply(direct), BUFFER, thrown -> {});
        onClose.push(handle::close);
        return handle;
    }

    /** Ends the server processes that serve the subscriptions, and waits until they have ended. */
    @Override
    public void cutSubscriptions() {
        database.query(
                row -> true,
                "SELECT pg_terminate_backend(pid, 10000) FROM (SELECT DISTINCT pid FROM subscriptions"
                        + " JOIN pg_stat_activity USING (pid, backend_start)) listening");
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public int subscriptionBuffer() {
        return BUFFER;
    }

    @Override
    public String description() {
        return "PostgreSQL adapter on " + PostgresServer.get().version() + ", shifted deadlines";
    }

    @Override
    public void close() {
        for (Runnable close = onClose.poll(); close != null; close = onClose.poll()) {
            close.run();
        }
    }
}
