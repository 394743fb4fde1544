// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests users of the server who lack permissions: every call works, or is refused and leaves everything as it was. */
class PermissionsTest {

    /** The commands of the adapter. */
    private static final List<String> COMMANDS = List.of(
            "get",
            "set",
            "del",
            "exists",
            "pttl",
            "pexpire",
            "incrby",
            "incr",
            "scan",
            "unlink",
            "eval",
            "evalsha",
            "time",
            "smembers",
            "sadd",
            "srem",
            "publish",
            "subscribe",
            "psubscribe");

    private RestartableServer server;
    private Connection admin;
    private DistributedCoordination full;

    @BeforeEach
    void start() {
        server = RestartableServer.start();
        admin = server.connection();
        full = RedisCoordination.connect(server.uri(), "ns");
    }

    @AfterEach
    void close() {
        full.close();
        admin.close();
        server.close();
    }

    @Test
    void everyCallWorksWithTheseCommandsAlone() {
        try (DistributedCoordination handle = userWith(COMMANDS)) {
            Calls.all().values().forEach(call -> call.apply(handle));
            handle.pubSub().subscribe("channel").close();
            handle.pubSub().subscribeMatching("*").close();
        }
    }

    @Test
    void aCallThatIsRefusedForALackOfPermissionChangesNothing() {
        List<String> refused = new ArrayList<>();
        for (Runnable before : List.<Runnable>of(this::nothing, this::data)) {
            for (String missing : COMMANDS) {
                List<String> commands = new ArrayList<>(COMMANDS);
                commands.remove(missing);
                try (DistributedCoordination handle = userWith(commands)) {
                    Calls.all().forEach((name, call) -> {
                        admin.executeCommand(Command.FLUSHALL);
                        before.run();
                        Map<String, Object> state = state();
                        Map<String, String> keys = keys(); // reading the members has set some
                        try {
                            call.apply(handle);
                        } catch (CoordinationUnavailableException e) {
                            refused.add(name + " without " + missing);
                            assertThat(keys())
                                    .as("keys after " + name + " without " + missing)
                                    .isEqualTo(keys);
                            assertThat(state()).as(name + " without " + missing).isEqualTo(state);
                        }
                    });
                }
            }
        }
        assertThat(refused)
                .contains(
                        "increment with a TTL without set",
                        "register without sadd",
                        "register without set",
                        "tryAcquire without time",
                        "deregister without srem",
                        "deregister without del");
    }

    @Test
    void anElectionThatIsRefusedHasNoWinnerLater() {
        List<String> commands = new ArrayList<>(COMMANDS);
        commands.remove("time");
        try (DistributedCoordination handle = userWith(commands)) {
            for (int i = 0; i < 3; i++) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> handle.leaderElection().tryAcquire("election", "node", Duration.ofSeconds(60))))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class);
            }
        }
        assertThat(full.leaderElection().currentLeader("election")).isEmpty();
    }

    private void nothing() {}

    /** Creates what the calls change. The term has the token that {@link Calls} assumes. */
    private void data() {
        Duration ttl = Duration.ofHours(1);
        full.cache().set("key", Calls.VALUE);
        full.cache().set("counter", Calls.VALUE, ttl);
        full.clusterMembership().register("node", Map.of("old", "value"), ttl);
        set("ns:{l:election}:h", "7:node");
        set("ns:{l:election}:t", "7");
    }

    private void set(String key, String value) {
        admin.executeCommand(
                new CommandArguments(Command.SET).add(key).add(value).add("PX").add(3_600_000));
    }

    /** Returns what a handle with all permissions sees; TTLs in hours, because time goes on. */
    private Map<String, Object> state() {
        Map<String, Object> state = new TreeMap<>();
        for (String key : List.of("key", "counter")) {
            state.put(key, full.cache().get(key).map(Utf8::text));
            state.put(
                    "TTL of " + key,
                    full.cache().ttl(key).map(ttl -> ttl.plusMinutes(1).toHours()));
        }
        state.put("leader", full.leaderElection().currentLeader("election"));
        state.put("members", full.clusterMembership().members());
        state.put("active nodes", full.clusterMembership().activeNodes());
        state.put("metadata", full.clusterMembership().metadata("node"));
        state.put("TTL of the term", hours("ns:{l:election}:h"));
        state.put("TTL of the node", hours("ns:{ns:m}:n:node"));
        return state;
    }

    private long hours(String key) {
        return (Long) admin.executeCommand(new CommandArguments(Command.PTTL).add(key)) / 3_500_000;
    }

    /** Returns every key on the server with its value, and whether it expires. */
    private Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        for (Object key : (List<?>) admin.executeCommand(new CommandArguments(Command.KEYS).add("*"))) {
            Object value = admin.executeCommand(new CommandArguments(Command.DUMP).add(key));
            Object left = admin.executeCommand(new CommandArguments(Command.PTTL).add(key));
            keys.put(
                    Utf8.text((byte[]) key),
                    HexFormat.of().formatHex((byte[]) value) + (left.equals(-1L) ? "" : ", expires"));
        }
        return keys;
    }

    private DistributedCoordination userWith(List<String> commands) {
        CommandArguments user = new CommandArguments(Command.ACL)
                .add("SETUSER")
                .add("bob")
                .add("reset")
                .add("on")
                .add(">secret")
                .add("~ns:*")
                .add("resetchannels")
                .add("&*")
                .add("-@all");
        commands.forEach(command -> user.add("+" + command));
        admin.executeCommand(user);
        return RedisCoordination.connect(URI.create("redis://bob:secret@127.0.0.1:" + server.port()), "ns");
    }
}
