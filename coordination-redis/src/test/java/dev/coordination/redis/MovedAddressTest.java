// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.Calls.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests an address that leads to another server after a fail-over, as those of managed services do. */
class MovedAddressTest {

    @Test
    void afterOneRefusalEveryCallGoesToTheNewMaster() throws Exception {
        try (RestartableServer oldMaster = RestartableServer.start();
                RestartableServer newMaster = RestartableServer.start();
                TcpProxy address = new TcpProxy(oldMaster.port());
                DistributedCoordination handle = RedisCoordination.connect(address.uri(), "ns");
                Connection admin = oldMaster.connection()) {
            holdConnections(handle, 8);
            handle.cache().set("key", VALUE);

            address.leadTo(newMaster.port());
            admin.executeCommand(
                    new CommandArguments(Command.REPLICAOF).add("127.0.0.1").add(newMaster.port()));

            assertThatThrownBy(() -> handle.cache().set("key", VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("READONLY");
            for (int i = 0; i < 20; i++) {
                handle.cache().increment("counter", 1);
            }
            try (Connection check = newMaster.connection()) {
                assertThat(check.executeCommand(new CommandArguments(Command.GET).add("ns:c:counter")))
                        .isEqualTo(Utf8.bytes("20"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READONLY You can't write against a read only replica.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "LOADING Redis is loading the dataset in memory",
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "CLUSTERDOWN The cluster is down",
                "NOREPLICAS Not enough good replicas to write.",
                "NOAUTH Authentication required.",
                "ERR max number of clients reached"
            })
    void aRefusalThatIsAboutTheServerDropsTheConnectionAndTheIdleOnes(String refusal) {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(words -> {
                    if (!words.get(0).equals("EXISTS")) {
                        return null;
                    }
                    return gets.incrementAndGet() == 1 ? "-" + refusal + "\r\n" : ":1\r\n";
                });
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            assertThatThrownBy(() -> handle.cache().exists("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining(refusal);

            assertThat(handle.cache().exists("key")).isTrue();
            assertThat(server.connections()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM command not allowed when used memory > 'maxmemory'.",
                "BUSY Redis is busy running a script.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "NOPERM this user has no permissions to run the command",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR syntax error"
            })
    void anotherErrorKeepsTheConnection(String error) {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(words -> {
                    if (!words.get(0).equals("EXISTS")) {
                        return null;
                    }
                    return gets.incrementAndGet() == 1 ? "-" + error + "\r\n" : ":1\r\n";
                });
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            assertThatThrownBy(() -> handle.cache().exists("key")).hasMessageContaining(error);

            assertThat(handle.cache().exists("key")).isTrue();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Makes the pool of a handle open several connections, all of which are idle afterwards. */
    private static void holdConnections(DistributedCoordination handle, int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch ready = new CountDownLatch(count);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    for (int n = 0; n < 50; n++) {
                        handle.cache().get("key");
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
