// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.server.RestartableServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;

/** Faults of the process of the server, and states in which it refuses to serve. */
final class ServerFaults {

    private static final String PROCESS = "server";
    private static final String REFUSALS = "refusals";
    private static final Set<FaultAnswer> REFUSED = EnumSet.of(FaultAnswer.REFUSED);

    /** A server that is a replica refuses writes; a new connection to it is refused before anything is sent. */
    private static final Set<FaultAnswer> DEMOTED =
            EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.NOTHING_SENT, FaultAnswer.LOST);

    private static final Set<FaultAnswer> REFUSED_OR_BROKEN =
            EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.NOTHING_SENT, FaultAnswer.IN_DOUBT, FaultAnswer.LOST);

    private ServerFaults() {}

    static List<Fault> all() {
        return List.of(
                new Nothing(),
                new Killed(),
                new Stopped(),
                new Restarted(),
                new Paused("clients paused", "ALL"),
                new Paused("writes paused", "WRITE"),
                new ScriptsLost(),
                new IdleTimeout(),
                new Moved("address moved, old master is a replica of the new one", true, false),
                new Moved("address moved, old master is cut off", false, false),
                new Moved("address moved, old master closes connections", true, true),
                new MovedUnchecked(),
                new Configured("OOM", "maxmemory", "1", "0"),
                new Configured("NOREPLICAS", "min-replicas-to-write", "1", "0"),
                new Unsaved(),
                new Demoted("READONLY", "yes"),
                new Demoted("MASTERDOWN", "no"),
                new Busy());
    }

    /** Nothing goes wrong: every call must succeed. */
    private static final class Nothing extends Fault {
        Nothing() {
            super(PROCESS, "none", HARMLESS);
        }

        @Override
        End begin(FaultServer server) {
            return () -> {};
        }
    }

    private abstract static class OfProcess extends Fault {
        private final Replies replies;

        OfProcess(String name, Replies replies) {
            super(PROCESS, name, BROKEN);
            this.replies = replies;
        }

        @Override
        final Replies replies() {
            return replies;
        }
    }

    private static final class Killed extends OfProcess {
        Killed() {
            super("killed", Replies.ARE_LOST);
        }

        @Override
        End begin(FaultServer server) {
            server.process().kill();
            return () -> {
                server.process().restart();
                server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
            };
        }

        @Override
        boolean answersOthers() {
            return false;
        }

        @Override
        boolean losesData() {
            return true;
        }
    }

    private static final class Stopped extends OfProcess {
        Stopped() {
            super("stopped", Replies.ARRIVE_AFTERWARDS);
        }

        @Override
        End begin(FaultServer server) {
            server.process().pause();
            return () -> server.process().resume();
        }

        @Override
        boolean answersOthers() {
            return false;
        }
    }

    /** The server is there again, and empty, when the call is made. */
    private static final class Restarted extends OfProcess {
        Restarted() {
            super("restarted, empty", Replies.ARE_LOST);
        }

        @Override
        End begin(FaultServer server) throws Exception {
            server.process().restart();
            server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
            server.prepareCases();
            return () -> {};
        }

        @Override
        boolean restoresData() {
            return true;
        }
    }

    private static final class Paused extends Fault {
        private final String kind;

        Paused(String name, String kind) {
            super(PROCESS, name, BROKEN);
            this.kind = kind;
        }

        @Override
        End begin(FaultServer server) {
            server.admin().call("CLIENT", "PAUSE", "1500", kind);
            // Waits: the server pauses the client that could end the pause, too.
            return () -> server.admin().call("SET", "ended", "1");
        }

        @Override
        boolean answersOthers() {
            return false; // PUBLISH counts as a write
        }
    }

    private static final class ScriptsLost extends Fault {
        ScriptsLost() {
            super(PROCESS, "scripts flushed", HARMLESS);
        }

        @Override
        End begin(FaultServer server) {
            server.admin().call("SCRIPT", "FLUSH");
            return () -> {};
        }
    }

    /** The server has closed all connections that were idle. */
    private static final class IdleTimeout extends Fault {
        IdleTimeout() {
            super(PROCESS, "idle connections closed", HARMLESS);
        }

        @Override
        End begin(FaultServer server) throws Exception {
            server.admin().call("CONFIG", "SET", "timeout", "1");
            Await.until(
                    "the server has closed the idle connections",
                    () -> server.admin()
                            .string("CLIENT", "LIST", "TYPE", "normal")
                            .lines()
                            .noneMatch(client -> client.contains("user=case-")));
            return () -> server.admin().call("CONFIG", "SET", "timeout", "0");
        }

        @Override
        boolean concernsCallsInFlight() {
            return false;
        }
    }

    /** Another server is the master, and new connections lead to it. */
    private static class Moved extends Fault {
        private final boolean replicates;
        private final boolean closes;

        Moved(String name, boolean replicates, boolean closes) {
            super(PROCESS, name, closes ? BROKEN : REFUSED_OR_BROKEN);
            this.replicates = replicates;
            this.closes = closes;
        }

        @Override
        End begin(FaultServer server) throws Exception {
            server.admin().call("CONFIG", "SET", "repl-diskless-sync-delay", "0");
            RestartableServer second = server.startReplica();
            server.moveToSecond();
            server.forEachCase(running -> {
                FaultBatch.grantAll(server, running.user());
                running.state().follow();
            });
            try (FaultAdmin old = server.adminOfFirst()) {
                old.call("REPLICAOF", "127.0.0.1", replicates ? Integer.toString(second.port()) : "1");
                if (replicates) {
                    Await.until(
                            "the old master is a replica",
                            () -> "connected".equals(old.list("ROLE").get(3)));
                }
                if (closes) {
                    server.forEachCase(running -> old.call("CLIENT", "KILL", "USER", running.user()));
                }
            }
            long movedAt = System.nanoTime();
            // Waits until every connection has to be checked again. Until then, the old master may be read from.
            return () -> Await.until(
                    "a second has passed",
                    () -> System.nanoTime() - movedAt
                            > FaultPhase.IN_USE.checkInterval().toNanos());
        }

        @Override
        boolean usesUpServer() {
            return true;
        }
    }

    /** A refusal leads to the new master, because connections are not checked again. */
    private static final class MovedUnchecked extends Moved {
        MovedUnchecked() {
            super("address moved, connections are not checked", true, false);
        }

        @Override
        Duration checkInterval(FaultPhase phase) {
            return Duration.ofHours(1);
        }

        /** Reads and {@code PUBLISH} are not refused. */
        @Override
        boolean appliesTo(FaultOperation operation) {
            return operation instanceof FaultCallOperation call && call.writes();
        }

        /** Without a refusal, the next call may find a stale value, and so change nothing. */
        @Override
        boolean concernsCallsInFlight() {
            return false;
        }
    }

    private static final class Configured extends Fault {
        private final String setting;
        private final String value;
        private final String normal;

        Configured(String name, String setting, String value, String normal) {
            super(REFUSALS, name, REFUSED);
            this.setting = setting;
            this.value = value;
            this.normal = normal;
        }

        @Override
        End begin(FaultServer server) {
            server.admin().call("CONFIG", "SET", setting, value);
            return () -> server.admin().call("CONFIG", "SET", setting, normal);
        }
    }

    /** The server accepts no writes, because it could not save what it has. */
    private static final class Unsaved extends Fault {
        Unsaved() {
            super(REFUSALS, "MISCONF", REFUSED);
        }

        @Override
        End begin(FaultServer server) throws Exception {
            Files.createDirectories(file(server));
            server.admin().call("CONFIG", "SET", "save", "86400 1");
            server.admin().call("BGSAVE");
            Await.until(
                    "saving has failed",
                    () -> server.admin().string("INFO", "persistence").contains("last_bgsave_status:err"));
            return () -> {
                server.admin().call("CONFIG", "SET", "save", "");
                Files.delete(file(server));
            };
        }

        /** The server cannot replace a directory by the file that it saves. */
        private static Path file(FaultServer server) {
            return server.process().directory().resolve("dump.rdb");
        }
    }

    private static final class Demoted extends Fault {
        private final String servesStaleData;

        Demoted(String name, String servesStaleData) {
            super(REFUSALS, name, DEMOTED);
            this.servesStaleData = servesStaleData;
        }

        @Override
        End begin(FaultServer server) {
            server.admin().call("CONFIG", "SET", "replica-serve-stale-data", servesStaleData);
            server.admin().call("REPLICAOF", "127.0.0.1", "1");
            return () -> server.admin().call("REPLICAOF", "NO", "ONE");
        }
    }

    /** A script of another client runs and runs, until it is killed. */
    private static final class Busy extends Fault {

        Busy() {
            super(REFUSALS, "BUSY", EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.NOTHING_SENT, FaultAnswer.LOST));
        }

        @Override
        End begin(FaultServer server) throws Exception {
            server.admin().call("CONFIG", "SET", "lua-time-limit", "1");
            int port = server.port();
            Thread endless = new Thread(() -> {
                try (FaultAdmin other = new FaultAdmin(() -> port)) {
                    other.call("EVAL", "while true do end", "0");
                } catch (JedisDataException e) {
                    // It was killed.
                }
            });
            endless.setDaemon(true);
            endless.start();

            Await.until("the script runs", () -> isBusy(server));
            return () -> {
                server.admin().call("SCRIPT", "KILL");
                endless.join();
            };
        }

        private static boolean isBusy(FaultServer server) {
            try {
                server.admin().call("PING");
                return false;
            } catch (JedisDataException e) {
                return true;
            }
        }

        @Override
        boolean answersOthers() {
            return false;
        }
    }
}
