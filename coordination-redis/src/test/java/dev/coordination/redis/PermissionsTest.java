// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.server.ServerMatrix;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;

/**
 * Tests users of the server who have the permissions that {@code docs/production.md} lists, or all but one of them: every call
 * works, or is refused and leaves everything as it was.
 *
 * <p>Runs on the embedded server, and on those that {@link RedisServers#PROPERTY} and {@link ServerMatrix#PROPERTY} let the tests
 * start. Servers of the user are left alone, because users are created and everything is deleted. With Sentinel, the master is one of
 * the same servers.
 */
@ParameterizedClass
@MethodSource("servers")
@Execution(ExecutionMode.SAME_THREAD)
class PermissionsTest {

    /** The one in the documentation. */
    private static final String NAMESPACE = "orders";

    /** Returns each key, its value, and its TTL. */
    private static final String EVERYTHING = "local all = {} for _, key in ipairs(redis.call('KEYS', '*')) do"
            + " all[#all + 1] = key all[#all + 1] = redis.call('DUMP', key) all[#all + 1] = redis.call('PTTL', key)"
            + " end return all";

    private final HostAndPort address;
    private Connection admin;
    private DistributedCoordination full;

    PermissionsTest(RedisServer server) {
        address = new HostAndPort(server.uri().getHost(), server.uri().getPort());
    }

    static Stream<RedisServer> servers() {
        String selected = System.getProperty(RedisServers.PROPERTY, "auto");
        Stream<String> entries = Stream.concat(
                Stream.of("embedded"),
                Stream.concat(
                        Stream.of(selected).filter(value -> !value.equals("auto")), ServerMatrix.servers().stream()));
        return entries.distinct()
                .filter(entry -> !entry.contains("://"))
                .filter(entry -> !Set.of("sentinel", "cluster").contains(entry))
                .map(ServerMatrix::start);
    }

    @BeforeEach
    void connect() {
        admin = new Connection(address);
        full = RedisCoordination.connect(uri(""), NAMESPACE);
        admin.executeCommand(Command.FLUSHALL);
    }

    @AfterEach
    void close() {
        full.close();
        admin.close();
    }

    private URI uri(String userInfo) {
        return uri(userInfo, "");
    }

    private URI uri(String userInfo, String path) {
        return URI.create("redis://" + userInfo + address + path);
    }

    @Test
    void everyCallWorksWithTheDocumentedPermissions() throws IOException {
        try (DistributedCoordination handle = userWith(PermissionsPage.read().permissions())) {
            calls().values().forEach(call -> call.apply(handle));
        }
    }

    @Test
    void withoutTheRightToAllChannelsOnlyPatternsAreRefused() throws IOException {
        List<String> permissions = new ArrayList<>(PermissionsPage.read().permissions());
        assertThat(permissions.remove("&*")).isTrue();
        permissions.add("&orders:*");
        try (DistributedCoordination handle = userWith(permissions)) {
            calls().forEach((name, call) -> {
                if (name.equals("subscribeMatching")) {
                    assertThatThrownBy(() -> call.apply(handle))
                            .isExactlyInstanceOf(CoordinationUnavailableException.class)
                            .hasMessageContaining("NOPERM");
                } else {
                    call.apply(handle);
                }
            });
        }
    }

    @Test
    void closingASubscriptionTakesEffectAtOnceAndEndsNoOther() throws IOException {
        try (DistributedCoordination handle = userWith(PermissionsPage.read().permissions())) {
            Subscription channel = handle.pubSub().subscribe("channel");
            Subscription pattern = handle.pubSub().subscribeMatching("chan*");
            Subscription other = handle.pubSub().subscribe("other");

            channel.close();
            assertThat(full.pubSub().publish("channel", Calls.VALUE)).isEqualTo(1);
            pattern.close();
            assertThat(full.pubSub().publish("channel", Calls.VALUE)).isZero();
            assertThat(full.pubSub().publish("other", Calls.VALUE)).isEqualTo(1);
            assertThat(other.poll()).isPresent();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void withoutOnePermissionEveryCallWorksOrIsRefusedAsDocumentedAndChangesNothing() throws IOException {
        PermissionsPage page = PermissionsPage.read();
        Map<String, Set<String>> refused = new LinkedHashMap<>();
        page.commands().forEach(command -> refused.put(command, new TreeSet<>()));
        for (Runnable situation : situations()) {
            Map<String, Outcome> expected = new LinkedHashMap<>();
            calls().forEach((name, call) -> {
                prepare(situation);
                expected.put(name, Outcome.of(call.apply(full), state()));
            });
            for (String missing : page.commands()) {
                List<String> permissions = new ArrayList<>(page.permissions());
                permissions.remove("+" + missing);
                try (DistributedCoordination handle = userWith(permissions)) {
                    calls().forEach((name, call) -> {
                        prepare(situation);
                        if (isRefused(handle, call, expected.get(name), name + " without " + missing)) {
                            refused.get(missing).add(name);
                        }
                    });
                }
            }
        }
        assertThat(refused).containsExactlyEntriesOf(page.refused());
    }

    /** Makes a call, and checks that it changes nothing if it is refused, and otherwise does what it should. */
    private boolean isRefused(DistributedCoordination handle, Calls.Call call, Outcome expected, String description) {
        Map<String, String> keys = keys();
        Object result;
        try {
            result = call.apply(handle);
        } catch (CoordinationUnavailableException e) {
            assertThat(e).as(description).hasMessageStartingWith("Redis refused");
            assertThat(keys()).as("keys after " + description).isEqualTo(keys);
            return true;
        }
        assertThat(Outcome.of(result, state())).as(description).isEqualTo(expected);
        return false;
    }

    /**
     * What a call returned, and what a handle with all permissions sees then.
     *
     * @param result without fencing tokens, which follow the clock; durations in hours, because time goes on
     */
    private record Outcome(@Nullable Object result, Map<String, Object> state) {

        static Outcome of(@Nullable Object result, Map<String, Object> state) {
            return new Outcome(result instanceof Optional<?> found ? found.map(Outcome::comparable) : result, state);
        }

        private static Object comparable(Object found) {
            if (found instanceof Leadership leadership) {
                return leadership.nodeId();
            }
            if (found instanceof Duration duration) {
                return inHours(duration);
            }
            return found instanceof byte[] bytes ? Utf8.text(bytes) : found;
        }

        static long inHours(Duration duration) {
            return duration.plusMinutes(1).toHours();
        }
    }

    /** What there is before the calls. */
    private List<Runnable> situations() {
        return List.of(
                this::nothing,
                this::data,
                this::membersThatNobodyHasRead,
                this::membersWithAVersionAheadOfTheClock,
                this::changesThatFillABlock,
                this::aTokenAheadOfTheClock,
                this::aMemberThatHasExpired);
    }

    private void prepare(Runnable situation) {
        admin.executeCommand(Command.FLUSHALL);
        situation.run();
        admin.executeCommand(new CommandArguments(Command.SCRIPT).add("FLUSH"));
    }

    @Test
    void anElectionThatIsRefusedHasNoWinnerLater() throws IOException {
        List<String> permissions = new ArrayList<>(PermissionsPage.read().permissions());
        permissions.remove("+time");
        try (DistributedCoordination handle = userWith(permissions)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> handle.leaderElection().tryAcquire("election", "node", Duration.ofSeconds(60)))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class);
            }
        }
        assertThat(full.leaderElection().currentLeader("election")).isEmpty();
    }

    @Test
    void aHeartbeatThatMayNotRecordAChangeHidesNone() throws IOException {
        List<String> permissions = new ArrayList<>(PermissionsPage.read().permissions());
        permissions.removeAll(List.of("+set", "+del"));
        for (String lost : List.of("n:node", "i")) {
            admin.executeCommand(Command.FLUSHALL);
            data();
            full.clusterMembership().register("other", Map.of(), Duration.ofHours(1));
            assertThat(full.clusterMembership().activeNodes()).containsExactlyInAnyOrder("node", "other");
            admin.executeCommand(new CommandArguments(Command.DEL)
                    .add("orders:{orders:m}:" + lost)
                    .add("orders:{orders:m}:x"));
            try (DistributedCoordination handle = userWith(permissions);
                    DistributedCoordination reader = RedisCoordination.connect(uri(""), NAMESPACE)) {
                assertThat(handle.clusterMembership().heartbeat("node", Duration.ofHours(1)))
                        .isEqualTo(lost.equals("i"));

                // Nobody knows who was in a lost index, until permitted heartbeats restore it.
                Set<String> expected = lost.equals("i") ? Set.of() : Set.of("other");
                assertThat(full.clusterMembership().activeNodes()).isEqualTo(expected);
                assertThat(reader.clusterMembership().activeNodes()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aDatabaseOtherThanTheFirstNeedsOneMorePermission() throws IOException {
        List<String> permissions = new ArrayList<>(PermissionsPage.read().permissions());
        for (String more : List.of("", "+select")) {
            permissions.add(more);
            permissions.remove("");
            userWith(permissions).close();
            try (DistributedCoordination handle = RedisCoordination.connect(uri("bob:secret@", "/1"), NAMESPACE)) {
                Calls.all().values().forEach(call -> {
                    if (more.isEmpty()) {
                        assertThatThrownBy(() -> call.apply(handle))
                                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                                .hasMessageEndingWith("; nothing was sent");
                    } else {
                        call.apply(handle);
                    }
                });
            }
        }
    }

    @Test
    void waitingForReplicasNeedsOneMorePermissionWithoutWhichWritesTakeEffectAndFail() throws IOException {
        List<String> permissions = new ArrayList<>(PermissionsPage.read().permissions());
        Function<RedisCoordination.Builder, RedisCoordination.Builder> replicated =
                builder -> builder.replicated(1, Duration.ofMillis(1));

        try (DistributedCoordination handle = userWith(permissions, replicated)) {
            assertThatThrownBy(() -> handle.cache().set("key", Calls.VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith("Redis executed")
                    .hasMessageContaining("NOPERM");
        }
        assertThat(full.cache().get("key")).contains(Calls.VALUE);

        permissions.add("+wait");
        try (DistributedCoordination handle = userWith(permissions, replicated)) {
            assertThatThrownBy(() -> handle.cache().set("key", Calls.VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("0 of 1 replicas confirmed it");
        }
    }

    /** Returns the calls over the pool, and those that subscribe. */
    private Map<String, Calls.Call> calls() {
        Map<String, Calls.Call> calls = Calls.all();
        calls.put("subscribe", handle -> receives(handle.pubSub().subscribe("channel")));
        calls.put("subscribeMatching", handle -> receives(handle.pubSub().subscribeMatching("chan*")));
        return calls;
    }

    private boolean receives(Subscription subscription) {
        try (subscription) {
            assertThat(full.pubSub().publish("channel", Calls.VALUE)).isEqualTo(1);
            assertThat(subscription.pending()).isEqualTo(1);
            assertThat(subscription.poll()).isPresent();
            assertThat(subscription.poll()).isEmpty();
        }
        // Without the right to unsubscribe, the connection is closed, which the server notices later.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (full.pubSub().publish("channel", Calls.VALUE) > 0) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
        }
        return true;
    }

    private void nothing() {}

    /** Creates what the calls change. The term has the token that {@link Calls} assumes. */
    private void data() {
        membersThatNobodyHasRead();
        full.clusterMembership().members();
    }

    private void membersThatNobodyHasRead() {
        Duration ttl = Duration.ofHours(1);
        full.cache().set("key", Calls.VALUE);
        full.cache().set("counter", Calls.VALUE, ttl);
        full.clusterMembership().register("node", Map.of("old", "value"), ttl);
        set("orders:{l:election}:h", "7:node");
        set("orders:{l:election}:t", "7");
    }

    private void membersWithAVersionAheadOfTheClock() {
        data();
        set("orders:{orders:m}:v", "9000000000000000 16384\n");
    }

    private void aTokenAheadOfTheClock() {
        set("orders:{l:election}:t", "9000000000000000");
    }

    /** The next change closes a block, and lets an earlier one be deleted. */
    private void changesThatFillABlock() {
        data();
        for (int size : List.of(5_000, 20_000, 4_000)) {
            full.clusterMembership()
                    .register("node", Map.of("old", "value", "long", "x".repeat(size)), Duration.ofHours(1));
        }
    }

    private void aMemberThatHasExpired() {
        membersThatNobodyHasRead();
        full.clusterMembership().register("expired", Map.of(), Duration.ofHours(1));
        admin.executeCommand(new CommandArguments(Command.DEL).add("orders:{orders:m}:n:expired"));
    }

    private void set(String key, String value) {
        admin.executeCommand(
                new CommandArguments(Command.SET).add(key).add(value).add("PX").add(3_600_000));
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new TreeMap<>();
        for (String key : List.of("key", "counter")) {
            state.put(key, full.cache().get(key).map(Utf8::text));
            state.put("TTL of " + key, full.cache().ttl(key).map(Outcome::inHours));
        }
        state.put("leader", full.leaderElection().currentLeader("election").map(Leadership::nodeId));
        state.put("members", full.clusterMembership().members());
        state.put("active nodes", full.clusterMembership().activeNodes());
        state.put("metadata", full.clusterMembership().metadata("node"));
        state.put("TTL of the term", hours("orders:{l:election}:h"));
        state.put("TTL of the node", hours("orders:{orders:m}:n:node"));
        state.put("subscriptions", full.pubSub().publish("channel", Calls.VALUE));
        return state;
    }

    private long hours(String key) {
        return (Long) admin.executeCommand(new CommandArguments(Command.PTTL).add(key)) / 3_500_000;
    }

    /** Returns every key on the server with its value, and whether it expires. */
    private Map<String, String> keys() {
        List<?> reply = (List<?>) admin.executeCommand(
                new CommandArguments(Command.EVAL).add(EVERYTHING).add(0));
        Map<String, String> keys = new TreeMap<>();
        for (int i = 0; i < reply.size(); i += 3) {
            String key = Utf8.text((byte[]) reply.get(i));
            String value = HexFormat.of().formatHex((byte[]) reply.get(i + 1));
            keys.put(key, value + (reply.get(i + 2).equals(-1L) ? "" : ", expires"));
        }
        return keys;
    }

    private DistributedCoordination userWith(List<String> permissions) {
        return userWith(permissions, builder -> builder);
    }

    private DistributedCoordination userWith(
            List<String> permissions, Function<RedisCoordination.Builder, RedisCoordination.Builder> settings) {
        CommandArguments user = new CommandArguments(Command.ACL)
                .add("SETUSER")
                .add("bob")
                .add("reset")
                .add("on")
                .add(">secret");
        permissions.forEach(user::add);
        admin.executeCommand(user);
        return settings.apply(RedisCoordination.builder(uri("bob:secret@"), NAMESPACE))
                .build();
    }
}
