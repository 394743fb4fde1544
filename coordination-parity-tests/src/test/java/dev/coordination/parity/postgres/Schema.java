// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.coordination.parity.postgres.server.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** A schema with the tables of the adapter. It is emptied and used again, because creating one takes longer than most tests. */
final class Schema {

    private static final Queue<Schema> FREE = new ConcurrentLinkedQueue<>();

    private final DataSource direct;
    private final DataSource pool;

    private Schema() {
        String name = "s" + UUID.randomUUID().toString().replace("-", "");
        direct = PostgresServer.get().source(name);
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        execute("CREATE SCHEMA " + name + ";" + tables());
    }

    /** Returns an empty schema that nobody else uses. */
    static Schema take() {
        Schema free = FREE.poll();
        return free == null ? new Schema() : free;
    }

    void giveBack() {
        execute("DELETE FROM entries; DELETE FROM elections; DELETE FROM members; DELETE FROM subscriptions");
        FREE.add(this);
    }

    DataSource direct() {
        return direct;
    }

    DataSource pool() {
        return pool;
    }

    private static String tables() {
        try (InputStream in = Schema.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema cannot be read", e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused " + sql, e);
        }
    }
}
