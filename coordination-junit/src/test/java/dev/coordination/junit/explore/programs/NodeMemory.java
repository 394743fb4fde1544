// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.junit.explore.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/** The memory that the actors of one incarnation of a node share. */
final class NodeMemory {

    final Object monitor = new Object();
    final ReentrantLock lock = new ReentrantLock();
    final Map<String, Leadership> held = new HashMap<>();
    int children;
    int count;
    Subscription subscription;
    Subscription listening;
    Future<?> task;
    private ExecutorService pool;

    /** Returns a scheduler of the node with two threads, the same on every call. */
    ExecutorService pool(Node node) {
        if (pool == null) {
            pool = node.newScheduler(2);
        }
        return pool;
    }
}
