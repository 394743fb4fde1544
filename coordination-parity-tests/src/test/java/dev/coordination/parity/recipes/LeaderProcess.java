// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs {@link LeaderProgram} in a JVM of its own, which can be paused. Closing kills it. */
final class LeaderProcess implements AutoCloseable {

    private final Process jvm;

    /**
     * Starts the program.
     *
     * @param server passed on by the standard input, since other users can see arguments, and it may contain a password
     * @param output where its output goes
     */
    LeaderProcess(String node, URI server, String namespace, String election, Duration lease, int port, Path output)
            throws IOException {
        jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaderProgram.class.getName(),
                        node,
                        namespace,
                        election,
                        lease.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        jvm.getOutputStream().write((server + "\n").getBytes(UTF_8));
        jvm.getOutputStream().flush();
    }

    /** Stops the process from running, with SIGSTOP. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets the process run again, with SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Asks the program to close its elector, and returns its exit status. */
    int end() throws IOException, InterruptedException {
        jvm.getOutputStream().close();
        return statusOf(jvm);
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(jvm.pid())).start();
        if (statusOf(kill) != 0) {
            throw new IOException("kill -" + signal + " failed");
        }
    }

    private static int statusOf(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(Journal.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(process + " has not ended");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        jvm.destroyForcibly();
    }
}
