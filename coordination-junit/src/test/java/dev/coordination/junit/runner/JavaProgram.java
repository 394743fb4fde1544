// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts {@link ContractRunner} as a program, in a process of its own. */
final class JavaProgram {

    private static final long MINUTES = 3;

    private static final List<String> LIBRARIES = List.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.engine.JupiterTestEngine",
            "org.junit.platform.commons.JUnitException",
            "org.junit.platform.engine.TestEngine",
            "org.junit.platform.launcher.Launcher",
            "org.opentest4j.AssertionFailedError",
            "org.assertj.core.api.Assertions");

    private final Path directory;
    private final List<Path> classPath = new ArrayList<>();

    /**
     * Creates a program with the class path of these tests.
     *
     * @param directory the directory to which the program's output is written
     */
    JavaProgram(Path directory) {
        this.directory = directory;
        classPath.add(Path.of("target", "test-classes").toAbsolutePath());
        classPath.add(Path.of("target", "classes").toAbsolutePath());
        classPath.add(place(DistributedCoordination.class));
        classPath.add(place(MemoryBackend.class));
        LIBRARIES.forEach(name -> classPath.add(place(name)));
    }

    /** The exit status and the output of a process. */
    record Result(int status, List<String> out, List<String> err) {}

    /** Replaces the library that contains a class, or removes it if there is no replacement. */
    JavaProgram replace(String className, Path... replacement) {
        classPath.remove(place(className));
        classPath.addAll(0, List.of(replacement));
        return this;
    }

    /** Returns the jar or directory that contains a class. */
    static Path place(String className) {
        try {
            return place(Class.forName(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xss256k", // A small stack overflows sooner.
                                "-XX:TieredStopAtLevel=1", // Compiling less saves time in short runs.
                                "-XX:+UseSerialGC", // This collector starts fewer threads.
                                "-cp",
                                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                                ContractRunner.class.getName()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError(
                        "the program did not end; it printed\n" + Files.readString(out) + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
