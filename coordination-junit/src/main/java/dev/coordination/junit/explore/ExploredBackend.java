// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;

/** The backend of one schedule. */
interface ExploredBackend extends AutoCloseable {

    /** Returns a new handle on the backend. */
    DistributedCoordination connect(String name);

    /** Lets time pass. */
    void advance(Duration duration);

    @Override
    void close();

    static ExploredBackend inMemory() {
        MemoryBackend backend = MemoryBackend.create();
        return new ExploredBackend() {
            @Override
            public DistributedCoordination connect(String name) {
                return backend.connect(name);
            }

            @Override
            public void advance(Duration duration) {
                backend.clock().advance(duration);
            }

            @Override
            public void close() {
                backend.close();
            }
        };
    }

    /**
     * Returns the backend of a harness.
     *
     * @throws IllegalArgumentException if its time cannot be moved
     */
    static ExploredBackend of(CoordinationHarness harness) {
        if (harness.time().isRealTime()) {
            String description = harness.description();
            harness.close();
            throw new IllegalArgumentException(
                    "a harness for exploration must have a time that can be moved, but this one runs in real time: "
                            + description);
        }
        return new ExploredBackend() {
            @Override
            public DistributedCoordination connect(String name) {
                return harness.connect();
            }

            @Override
            public void advance(Duration duration) {
                harness.time().advance(duration);
            }

            @Override
            public void close() {
                harness.close();
            }
        };
    }
}
