// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The default executor for listeners. It has one daemon thread for each busy listener, and ends idle threads. */
final class ListenerThreads extends ThreadPoolExecutor {

    ListenerThreads() {
        super(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "coordination-memory-listener");
            thread.setDaemon(true);
            return thread;
        });
    }
}
