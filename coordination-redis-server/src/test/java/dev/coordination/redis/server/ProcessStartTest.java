// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStartTest {

    @TempDir
    private Path directory;

    private Path program;

    @BeforeEach
    void copyAProgram() throws Exception {
        program = directory.resolve("program");
        ChildCopy.copy(Path.of("/bin/true"), program);
    }

    private ProcessBuilder builder() {
        return new ProcessBuilder(program.toString());
    }

    private OutputStream openForWriting() throws IOException {
        return Files.newOutputStream(program, StandardOpenOption.APPEND);
    }

    @Test
    void aProgramIsStartedOnceNobodyWritesIt() throws Exception {
        OutputStream writer = openForWriting();
        AtomicInteger pauses = new AtomicInteger();

        Process process = ProcessStart.of(builder(), () -> {
            if (pauses.incrementAndGet() == 3) {
                close(writer);
            }
        });

        assertThat(process.waitFor()).isZero();
        assertThat(pauses).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aProgramThatStaysOpenForWritingIsRefused() throws Exception {
        AtomicInteger pauses = new AtomicInteger();

        OutputStream writer = openForWriting();
        try (writer) {
            assertThatIOException()
                    .isThrownBy(() -> ProcessStart.of(builder(), pauses::incrementAndGet))
                    .withMessageContaining(program.toString());
        }

        assertThat(pauses).hasValue(399);
    }

    @Test
    void anyOtherFailureIsReportedAtOnce() {
        ProcessBuilder missing = new ProcessBuilder(directory.resolve("missing").toString());

        assertThatIOException()
                .isThrownBy(() -> ProcessStart.of(missing, () -> {
                    throw new AssertionError("it waited");
                }))
                .withMessageContaining("missing");
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        OutputStream writer = openForWriting();
        try (writer) {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> ProcessStart.of(builder(), () -> {
                        throw new InterruptedException();
                    }));
        }

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
