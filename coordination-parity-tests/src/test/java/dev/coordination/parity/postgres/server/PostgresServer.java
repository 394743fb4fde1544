// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for the tests of this JVM: nothing needs to be installed, and it stops when the JVM exits. It is
 * fast, because its data is not protected against power failures.
 */
public final class PostgresServer {

    private static final String HOST = "127.0.0.1";
    private static final int START_SECONDS = 60;
    private static final int ATTEMPTS = 3;

    /** Starts the server when it is first used. */
    private static final class Holder {
        private static final PostgresServer SERVER = start();
    }

    private final Path directory;
    private final Unprivileged user;
    private final int port;

    private PostgresServer(Path directory, Unprivileged user, int port) {
        this.directory = directory;
        this.user = user;
        this.port = port;
    }

    /** Returns the server of this JVM. */
    public static PostgresServer get() {
        return Holder.SERVER;
    }

    private static PostgresServer start() {
        try {
            Path directory = Files.createTempDirectory("coordination-postgres-");
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Unprivileged user = Unprivileged.find();
            Binaries.unpackTo(directory.resolve("programs"));
            user.createDirectory(directory.resolve("data"));
            return started(directory, user);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    /** Tries several ports, because another process may take a port that was free. */
    private static PostgresServer started(Path directory, Unprivileged user) throws IOException, InterruptedException {
        PostgresServer server = new PostgresServer(directory, user, freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "postgres-stop"));
        server.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        for (int attempt = 1; !server.answers(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("PostgreSQL did not start:\n" + Files.readString(server.log()));
            }
            server = new PostgresServer(directory, user, freePort());
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(command(program).stream(), Stream.of(arguments)).toList();
        if (process(command).start().waitFor() != 0) {
            throw new IllegalStateException(program + " failed:\n" + Files.readString(log()));
        }
    }

    private List<String> command(String program) {
        return List.of(
                directory.resolve("programs").resolve("bin").resolve(program).toString(),
                "-D",
                directory.resolve("data").toString());
    }

    private ProcessBuilder process(List<String> command) {
        return user.process(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private Path log() {
        return directory.resolve("log");
    }

    /** Starts the server, and returns whether it answers before its process ends. */
    private boolean answers() throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        command("postgres").stream(),
                        Stream.of("-p", "" + port, "-h", HOST, "-k", "", "-F", "-N", "300"))
                .toList();
        Process process = process(command).start();
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(START_SECONDS)) {
            try (Connection connection = sourceAt(port).getConnection()) {
                return connection.isValid(1);
            } catch (SQLException e) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Returns a source of new connections, with timeouts, to a schema. */
    public DataSource source(String schema) {
        PGSimpleDataSource source = sourceAt(port);
        source.setCurrentSchema(schema);
        return source;
    }

    /** Returns a source of new connections, with timeouts, to any port of this machine. */
    public PGSimpleDataSource sourceAt(int anyPort) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {anyPort});
        source.setUser("postgres");
        source.setConnectTimeout(10);
        source.setSocketTimeout(30);
        return source;
    }

    /** Returns the name and the version of the server. */
    public String version() {
        try (Connection connection = sourceAt(port).getConnection()) {
            return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL did not report its version", e);
        }
    }

    /** Stops the server at once, and deletes its files. */
    private void stop() {
        try {
            run("pg_ctl", "stop", "-m", "immediate");
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.err.println("PostgreSQL was not stopped, or its files were not deleted: " + e);
        }
    }
}
