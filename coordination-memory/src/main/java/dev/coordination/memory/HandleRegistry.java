// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The open handles of a backend. Once the backend is closed, no handle can be added. Thread-safe. */
final class HandleRegistry {

    private final String backend;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private final Set<MemoryHandle> handles = new LinkedHashSet<>();

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /** The reason for closing the backend, with a leading colon, or empty. Guarded by {@link #lock}. */
    private String reason = "";

    /** @param backend how messages refer to the backend */
    HandleRegistry(String backend) {
        this.backend = backend;
    }

    /** @throws CoordinationClosedException if the backend is closed */
    void add(MemoryHandle handle) {
        lock.lock();
        try {
            if (closed) {
                throw new CoordinationClosedException("the " + backend + " is closed" + reason);
            }
            handles.add(handle);
        } finally {
            lock.unlock();
        }
    }

    void remove(MemoryHandle handle) {
        lock.lock();
        try {
            handles.remove(handle);
        } finally {
            lock.unlock();
        }
    }

    List<MemoryHandle> open() {
        lock.lock();
        try {
            return List.copyOf(handles);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further handles, citing the reason that the first call gave, and returns the open handles. */
    List<MemoryHandle> close(String because) {
        lock.lock();
        try {
            if (!closed) {
                reason = because;
            }
            closed = true;
            return List.copyOf(handles);
        } finally {
            lock.unlock();
        }
    }
}
