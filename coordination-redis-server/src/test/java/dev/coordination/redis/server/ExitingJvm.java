// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts servers and exits without stopping them. The test {@link JvmExitTest} runs this program. */
final class ExitingJvm {

    private static final Duration DOWN_AFTER = Duration.ofSeconds(20);

    private ExitingJvm() {}

    /**
     * Runs the program.
     *
     * @param arguments a {@link ServerKind}, and the number of ports after which the program exits; 0 if it exits after the
     *     start
     */
    public static void main(String[] arguments) throws Exception {
        ServerKind kind = ServerKind.valueOf(arguments[0]);
        int exitAt = Integer.parseInt(arguments[1]);
        AtomicInteger asked = new AtomicInteger();
        RedisProcess.Ports ports = () -> {
            if (asked.incrementAndGet() == exitAt) {
                exit();
            }
            return kind == ServerKind.CLUSTER ? FreePort.findForClusterNode() : FreePort.find();
        };
        try {
            start(kind, ports);
            exit();
        } catch (NoServerException e) {
            if (exitAt == 0) {
                throw e;
            }
            return; // The server was stopped while it started.
        }
    }

    private static void start(ServerKind kind, RedisProcess.Ports ports) throws NoServerException {
        switch (kind) {
            case STANDALONE -> RedisProcess.start("mine", EmbeddedBinary::unpackInto, ports);
            case SENTINEL -> SentinelSetup.start("mine", EmbeddedBinary::unpackInto, ports, DOWN_AFTER);
            case CLUSTER -> ClusterSetup.start("mine", EmbeddedBinary::unpackInto, ports, DOWN_AFTER);
        }
    }

    /** Exits from a thread of its own, so that the start goes on meanwhile. */
    private static void exit() {
        new Thread(() -> System.exit(0), "exit").start();
    }
}
