// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One backend that a fault is planted in, and what the fault remembers of it. */
final class World {

    private final MemoryBackend backend;

    /** A handle that is right, for what a fault does behind the scenes. */
    final DistributedCoordination right;

    private final Map<Object, Object> notes = new ConcurrentHashMap<>();

    World(MemoryBackend backend) {
        this.backend = backend;
        this.right = backend.connect();
    }

    Instant now() {
        return backend.clock().instant();
    }

    Instant after(Duration ttl) {
        return now().plus(ttl);
    }

    MemoryBackend backend() {
        return backend;
    }

    void note(Object key, Object value) {
        notes.put(key, value);
    }

    void forget(Object key) {
        notes.remove(key);
    }

    <T> @Nullable T noted(Object key, Class<T> type) {
        return type.cast(notes.get(key));
    }

    boolean isNoted(Object key) {
        return notes.containsKey(key);
    }

    /** Returns a list of this backend, the same for the same name. */
    @SuppressWarnings("unchecked") // Each name has elements of one type.
    <T> List<T> listOf(String name) {
        return (List<T>) notes.computeIfAbsent("list " + name, unused -> new CopyOnWriteArrayList<>());
    }

    /** Returns everything that is noted of a type. */
    <T> Map<Object, T> notes(Class<T> type) {
        Map<Object, T> found = new ConcurrentHashMap<>();
        notes.forEach((key, value) -> {
            if (type.isInstance(value)) {
                found.put(key, type.cast(value));
            }
        });
        return found;
    }
}
