// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisProcessTest {

    private final AtomicReference<Path> home = new AtomicReference<>();

    private Path embedded(Path directory) throws IOException {
        home.set(directory);
        return EmbeddedBinary.unpackInto(directory);
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @Test
    void aStartedServerAnswersUntilItIsStopped() throws Exception {
        RedisProcess process = RedisProcess.start("mine", this::embedded, FreePort::find);
        try (Jedis jedis = new Jedis(process.uri())) {
            assertThat(jedis.ping()).isEqualTo("PONG");
        } finally {
            process.stop();
        }

        assertThat(process.isAlive()).isFalse();
        assertThat(home.get()).doesNotExist();
    }

    @Test
    void aServerListensOnTheLoopbackAddressOnlyAndSavesNothing() throws Exception {
        RedisProcess process = RedisProcess.start("mine", this::embedded, FreePort::find);
        try (Jedis jedis = new Jedis(process.uri())) {
            assertThat(jedis.configGet("bind")).containsEntry("bind", "127.0.0.1");
            assertThat(jedis.configGet("save")).containsEntry("save", "");
            assertThat(jedis.configGet("appendonly")).containsEntry("appendonly", "no");
            assertThat(Path.of(jedis.configGet("dir").get("dir")).toRealPath())
                    .isEqualTo(home.get().toRealPath());
        } finally {
            process.stop();
        }
    }

    @Test
    void aServerWhoseSettingsSaveItsDataHasItAfterARestart() throws Exception {
        ProcessMode mode = ProcessMode.server("appendonly yes", "appendfsync always");
        RedisProcess process = RedisProcess.start("mine", this::embedded, FreePort::find, mode);
        try {
            process.commands().call("SET", "k", "v");
            process.kill();
            process.restart();
            assertThat(process.commands().call("GET", "k")).isEqualTo("v");
        } finally {
            process.stop();
        }
    }

    @Test
    void triesAnotherPortWhenOneIsInUse() throws Exception {
        try (ServerSocket first = taken();
                ServerSocket second = taken()) {
            int free = FreePort.find();
            Deque<Integer> ports = new ArrayDeque<>(List.of(first.getLocalPort(), second.getLocalPort(), free));

            RedisProcess process = RedisProcess.start("mine", this::embedded, ports::remove);
            process.stop();

            assertThat(process.uri()).hasToString("redis://127.0.0.1:" + free);
        }
    }

    @Test
    void failsAfterFivePortsInUse() throws Exception {
        List<Integer> tried = new ArrayList<>();
        try (ServerSocket other = taken()) {
            RedisProcess.Ports ports = () -> {
                tried.add(other.getLocalPort());
                return other.getLocalPort();
            };

            assertThatExceptionOfType(NoServerException.class)
                    .isThrownBy(() -> RedisProcess.start("mine", this::embedded, ports))
                    .withMessageStartingWith("mine exited at once; its last output was: ");
        }

        assertThat(tried).hasSize(5);
        assertThat(home.get()).doesNotExist();
    }

    @Test
    void failsIfTheBinaryCannotBeUnpacked() {
        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> RedisProcess.start(
                        "mine",
                        directory -> {
                            home.set(directory);
                            throw new IOException("no binary for this platform");
                        },
                        FreePort::find))
                .withMessage("mine cannot be started: java.io.IOException: no binary for this platform");
        assertThat(home.get()).doesNotExist();
    }

    @Test
    void anInterruptEndsTheWaitForAServer() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> RedisProcess.start("mine", this::embedded, FreePort::find))
                .withMessage("interrupted while waiting for mine");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(home.get()).doesNotExist();
    }

    @Test
    void anInterruptEndsTheWaitForABinaryThatIsBeingWritten() throws Exception {
        AtomicReference<OutputStream> writer = new AtomicReference<>();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> RedisProcess.start(
                        "mine",
                        directory -> {
                            Path binary = embedded(directory);
                            writer.set(new FileOutputStream(binary.toFile(), true));
                            return binary;
                        },
                        FreePort::find))
                .withMessage("interrupted while waiting for mine");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(home.get()).doesNotExist();
        writer.get().close();
    }

    @Test
    void stopAcceptsAServerThatHasAlreadyBeenKilled() throws Exception {
        RedisProcess process = RedisProcess.start("mine", this::embedded, FreePort::find);
        process.end();

        process.stop();
        process.stop();

        assertThat(process.isAlive()).isFalse();
    }
}
