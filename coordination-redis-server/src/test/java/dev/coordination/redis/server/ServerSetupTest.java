// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what the set-ups have in common. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
class ServerSetupTest {

    private static final int PROCESSES = 6;

    /** The set-ups. */
    enum Kind {
        SENTINEL(FreePort::find) {
            @Override
            ServerSetup start(RedisProcess.Binary binary, RedisProcess.Ports ports) throws NoServerException {
                return SentinelSetup.start("mine", binary, ports, PATIENCE);
            }
        },
        CLUSTER(FreePort::findForClusterNode) {
            @Override
            ServerSetup start(RedisProcess.Binary binary, RedisProcess.Ports ports) throws NoServerException {
                return ClusterSetup.start("mine", binary, ports, PATIENCE);
            }
        };

        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final RedisProcess.Ports ports;

        Kind(RedisProcess.Ports ports) {
            this.ports = ports;
        }

        abstract ServerSetup start(RedisProcess.Binary binary, RedisProcess.Ports ports) throws NoServerException;

        ServerSetup start(RedisProcess.Binary binary) throws NoServerException {
            return start(binary, ports);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixProcessesRunUntilTheSetupIsStopped(Kind kind) throws Exception {
        RecordingBinary binary = new RecordingBinary(EmbeddedBinary::unpackInto);
        ServerSetup setup = kind.start(binary);
        try {
            binary.assertRuns(PROCESSES);
        } finally {
            setup.stop();
        }

        binary.assertNothingIsLeft();
        setup.stop();
    }

    @ParameterizedTest
    @CsvSource({"SENTINEL,1", "SENTINEL,3", "SENTINEL,4", "SENTINEL,6", "CLUSTER,1", "CLUSTER,6"})
    void nothingIsLeftIfAProcessCannotStart(Kind kind, int failing) {
        AtomicInteger started = new AtomicInteger();
        RecordingBinary binary = new RecordingBinary(directory -> {
            if (started.incrementAndGet() == failing) {
                throw new IOException("the disk is full");
            }
            return EmbeddedBinary.unpackInto(directory);
        });

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> kind.start(binary))
                .withMessage("mine cannot be started: java.io.IOException: the disk is full");

        binary.assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"SENTINEL,REPLICAOF", "CLUSTER,CLUSTER"})
    void nothingIsLeftIfAServerRefusesACommand(Kind kind, String refused) {
        RecordingBinary binary = new RecordingBinary(directory -> script(
                directory,
                "exec '" + EmbeddedBinary.unpackForScript(directory) + "' \"$@\" --rename-command " + refused + " ''"));

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> kind.start(binary))
                .withMessageStartingWith("mine cannot be set up: ERR unknown command `" + refused + "`");

        binary.assertNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftIfTheStartIsInterrupted(Kind kind) {
        RecordingBinary binary = new RecordingBinary(EmbeddedBinary::unpackInto);
        Thread caller = Thread.currentThread();
        AtomicInteger started = new AtomicInteger();
        RedisProcess.Ports ports = () -> {
            if (started.incrementAndGet() == 2) {
                caller.interrupt();
            }
            return kind.ports.next();
        };

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> kind.start(binary, ports))
                .withMessageStartingWith("interrupted while waiting for ");

        assertThat(Thread.interrupted()).isTrue();
        binary.assertNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessWhosePortHasBeenTakenTriesAnotherOne(Kind kind) throws Exception {
        RecordingBinary binary = new RecordingBinary(EmbeddedBinary::unpackInto);
        try (TakenPort taken = TakenPort.any()) {
            ServerSetup setup = kind.start(binary, firstForEachThread(taken.number(), kind.ports));
            try {
                binary.assertRuns(PROCESSES);
                assertThat(setup.uri().toString()).doesNotContain(":" + taken.number());
            } finally {
                setup.stop();
            }
        }
    }

    @Test
    void aClusterNodeWhoseBusPortHasBeenTakenTriesAnotherPort() throws Exception {
        RecordingBinary binary = new RecordingBinary(EmbeddedBinary::unpackInto);
        int port = FreePort.findForClusterNode();
        try (TakenPort bus = TakenPort.at(port + FreePort.BUS_OFFSET)) {
            ServerSetup setup = Kind.CLUSTER.start(
                    binary, firstForEachThread(bus.number() - FreePort.BUS_OFFSET, Kind.CLUSTER.ports));
            try {
                binary.assertRuns(PROCESSES);
                assertThat(setup.uri().toString()).doesNotContain(":" + port);
            } finally {
                setup.stop();
            }
        }
    }

    /** Provides the same port first to each process, which is started by a thread of its own, and then others. */
    private static RedisProcess.Ports firstForEachThread(int first, RedisProcess.Ports others) {
        Set<Thread> asked = ConcurrentHashMap.newKeySet();
        return () -> asked.add(Thread.currentThread()) ? first : others.next();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotTellItsVersionIsRefused(Kind kind) {
        RecordingBinary binary = new RecordingBinary(directory -> script(
                directory, "exec '" + EmbeddedBinary.unpackForScript(directory) + "' \"$@\" --rename-command INFO ''"));

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> kind.start(binary))
                .withMessageStartingWith("mine cannot be set up: ERR unknown command `INFO`");

        binary.assertNothingIsLeft();
    }

    /** Writes a script. */
    private static Path script(Path directory, String command) throws IOException {
        Path file = Files.writeString(directory.resolve("redis-server-script"), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
