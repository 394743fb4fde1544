// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests servers without some commands, as managed services run them. */
class ManagedServiceTest {

    /** Commands that services take away, and some more that the adapter does not need. */
    private static final List<String> TAKEN_AWAY = List.of(
            "HELLO",
            "ROLE",
            "INFO",
            "CLIENT",
            "CONFIG",
            "COMMAND",
            "ACL",
            "SCRIPT",
            "KEYS",
            "FLUSHALL",
            "FLUSHDB",
            "DEBUG",
            "MONITOR",
            "SAVE",
            "BGSAVE",
            "SHUTDOWN",
            "REPLICAOF",
            "SLAVEOF",
            "SWAPDB",
            "MOVE",
            "OBJECT",
            "PUBSUB",
            "WAIT",
            "PING",
            "ECHO",
            "MULTI",
            "EXEC",
            "WATCH");

    @Test
    void everyCallWorksWithoutCommandsThatServicesTakeAway() {
        try (RestartableServer server = RestartableServer.start(without(TAKEN_AWAY));
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            Calls.all().values().forEach(call -> call.apply(handle));
            try (Subscription subscription = handle.pubSub().subscribe("channel")) {
                handle.pubSub().publish("channel", Calls.VALUE);
                assertThat(subscription.poll()).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aProtocolThatIsAskedForNeedsHello(int protocol) {
        try (RestartableServer server = RestartableServer.start(without(List.of("HELLO")));
                DistributedCoordination handle =
                        RedisCoordination.connect(URI.create(server.uri() + "?protocol=" + protocol), "ns")) {
            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("HELLO") // the words depend on the version of Jedis
                    .hasMessageEndingWith("; nothing was sent");
        }
    }

    /** Takes away each command that the adapter needs, and checks that it is needed. */
    @TestFactory
    Stream<DynamicTest> aCallWhoseCommandIsRenamedFailsAndChangesNothing() throws IOException {
        PermissionsPage page = PermissionsPage.read();
        return page.commands().stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    try (RestartableServer server = RestartableServer.start(without(List.of(command)));
                            DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns");
                            Connection admin = server.connection()) {
                        Calls.all().forEach((name, call) -> {
                            Set<String> keys = keys(admin);
                            try {
                                call.apply(handle);
                            } catch (CoordinationException e) {
                                assertThat(page.refused().get(command)).contains(name);
                                assertThat(e).as(name).hasMessageStartingWith("Redis answered ");
                                assertThat(keys(admin)).as("keys after " + name).isEqualTo(keys);
                            }
                        });
                    }
                }));
    }

    private static Set<String> keys(Connection admin) {
        List<?> keys = (List<?>) admin.executeCommand(new CommandArguments(Command.KEYS).add("*"));
        return keys.stream().map(key -> Utf8.text((byte[]) key)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String[] without(List<String> commands) {
        return commands.stream()
                .map(command -> "rename-command " + command + " \"\"")
                .toArray(String[]::new);
    }
}
