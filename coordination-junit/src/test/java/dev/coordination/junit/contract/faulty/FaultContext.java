// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The backend in which a fault is planted, with the state that the fault keeps for it. */
final class FaultContext {

    private final MemoryBackend backend;

    /** A correct handle for the calls that a fault makes behind the scenes. */
    final DistributedCoordination correct;

    private final Map<Object, Object> values = new ConcurrentHashMap<>();

    FaultContext(MemoryBackend backend) {
        this.backend = backend;
        this.correct = backend.connect();
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

    void put(Object key, Object value) {
        values.put(key, value);
    }

    void remove(Object key) {
        values.remove(key);
    }

    <T> @Nullable T get(Object key, Class<T> type) {
        return type.cast(values.get(key));
    }

    boolean contains(Object key) {
        return values.containsKey(key);
    }

    /** Returns the list with the given name, creating it if there is none. */
    @SuppressWarnings("unchecked") // The elements of each list have one type.
    <T> List<T> list(String name) {
        return (List<T>) values.computeIfAbsent("list " + name, unused -> new CopyOnWriteArrayList<>());
    }

    /** Returns the set with the given name, creating it if there is none. */
    @SuppressWarnings("unchecked") // The elements of each set have one type.
    <T> Set<T> set(String name) {
        return (Set<T>) values.computeIfAbsent("set " + name, unused -> ConcurrentHashMap.newKeySet());
    }

    /** Returns the entries whose values have the given type. */
    <T> Map<Object, T> valuesOf(Class<T> type) {
        Map<Object, T> found = new ConcurrentHashMap<>();
        values.forEach((key, value) -> {
            if (type.isInstance(value)) {
                found.put(key, type.cast(value));
            }
        });
        return found;
    }
}
