// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.redis.server.ServerNode;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can go wrong with one of several servers. */
final class Nodes {

    private static final Duration SAVED_BOUND = Duration.ofMinutes(1);

    private Nodes() {}

    static ServerNode anyOf(List<ServerNode> nodes, RandomGenerator random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Kills a node, and restarts it before the others replace it. */
    static void restart(ServerNode node, RandomGenerator random) throws InterruptedException {
        node.kill();
        Pause.upTo(random, Duration.ofMillis(1_500));
        node.restart();
    }

    /** Stops a node, and lets it run again before the others replace it. */
    static void stop(ServerNode node, RandomGenerator random) throws InterruptedException {
        node.pause();
        try {
            Pause.millis(random.nextInt(50, 1_500));
        } finally {
            node.resume();
        }
    }

    /** @param which the commands to pause: {@code ALL} or {@code WRITE} */
    static void pauseClients(ServerNode node, RandomGenerator random, String which) throws InterruptedException {
        int millis = random.nextInt(100, 1_500);
        node.call("CLIENT", "PAUSE", Integer.toString(millis), which);
        Pause.millis(millis);
    }

    /**
     * Blocks until all data is in the files of the nodes. A node that has received everything anew rewrites its file; until it has,
     * a restart would bring back what it had before.
     */
    static void awaitSaved(List<ServerNode> nodes) throws InterruptedException {
        long start = System.nanoTime();
        while (nodes.stream().anyMatch(Nodes::isRewriting)) {
            if (System.nanoTime() - start > SAVED_BOUND.toNanos()) {
                throw new IllegalStateException("a server still rewrites its file");
            }
            Pause.millis(10);
        }
    }

    private static boolean isRewriting(ServerNode node) {
        String persistence = (String) node.call("INFO", "persistence");
        return !persistence.contains("aof_rewrite_in_progress:0")
                || !persistence.contains("aof_rewrite_scheduled:0")
                || !persistence.contains("aof_enabled:1");
    }
}
