// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.timeline.Timeline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The backend of one test, with its time control, and its handles keyed by the names of their nodes. JUnit closes it
 * with the store.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only a CloseableResource; later versions, an AutoCloseable too.
abstract class TestBackend implements Store.CloseableResource, AutoCloseable {

    private final Map<String, DistributedCoordination> handles = new ConcurrentHashMap<>();

    /** The schedulers that were created for a node. */
    private final Map<String, ScheduledExecutorService> schedulers = new ConcurrentHashMap<>();

    /** Returns the handle of a node: the same one on every call. */
    final DistributedCoordination handle(String node) {
        return handles.computeIfAbsent(node, this::connect);
    }

    /**
     * Returns the listener that records the calls of a test, or null if nothing records them.
     *
     * @param recorded whether to add the calls to the timeline
     * @param leaks the check to add the calls to, or null if leaks are not checked
     */
    static @Nullable Consumer<CoordinationCall> recorder(
            Timeline timeline, boolean recorded, @Nullable LeakCheck leaks) {
        if (leaks == null) {
            return recorded ? timeline::add : null;
        }
        Consumer<CoordinationCall> check = leaks::add;
        return recorded ? check.andThen(timeline::add) : check;
    }

    /**
     * Connects another handle.
     *
     * @param node the name of the node; empty if it has none
     */
    abstract DistributedCoordination connect(String node);

    /** Returns the scheduler of a node: the same one on every call. */
    final ScheduledExecutorService scheduler(String node) {
        return node.isEmpty() ? time().scheduler() : schedulers.computeIfAbsent(node, time()::newScheduler);
    }

    abstract TimeControl time();

    /** Returns the timeline of this backend, which is empty if nothing is recorded. */
    abstract Timeline timeline();

    /** Checks for leaks, before anything is closed. */
    abstract void checkLeaks();

    @Override
    public final void close() {
        try {
            checkLeaks();
        } finally {
            closeAll();
        }
    }

    private void closeAll() {
        try {
            schedulers.values().forEach(ScheduledExecutorService::shutdownNow);
        } finally {
            closeBackend();
        }
    }

    abstract void closeBackend();
}
