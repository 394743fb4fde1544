// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_03;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Defects in which an argument is copied but also kept, so that a later call writes or returns it again. */
final class KeptArgumentFaults {

    private KeptArgumentFaults() {}

    static List<Fault> all() {
        return List.of(
                arrayIsWrittenAgainBy("expire"),
                arrayIsWrittenAgainBy("setIfAbsent"),
                arrayIsWrittenAgainBy("replace"),
                mapIsWrittenAgain(),
                mapIsKept("a sorted map", SortedMap.class),
                mapIsKept("a concurrent map", ConcurrentMap.class),
                mapIsKept("a synchronized map", Hashtable.class),
                mapIsKept("a map of an unknown class", AbstractMap.class));
    }

    /** An argument that was passed, and a copy of its original contents. */
    private record Kept<T>(T given, T copy) {}

    private static Fault arrayIsWrittenAgainBy(String operation) {
        return Fault.of(G_03, "the array passed to set is written again by " + operation)
                .rare()
                .cache((correct, context) -> new RewritingCache(correct, operation));
    }

    private static final class RewritingCache extends ForwardingCache {
        private final Map<String, Kept<byte[]>> set = new ConcurrentHashMap<>();
        private final String operation;

        RewritingCache(SharedCache delegate, String operation) {
            super(delegate);
            this.operation = operation;
        }

        @Override
        public void set(String key, byte[] value) {
            super.set(key, value);
            set.put(key, new Kept<>(value, value.clone()));
        }

        /** Writes the array again if the key still has the value that was copied from it. */
        private void writeAgain(String key, String caller) {
            Kept<byte[]> kept = set.get(key);
            if (caller.equals(operation)
                    && kept != null
                    && !Arrays.equals(kept.given, kept.copy)
                    && super.get(key)
                            .filter(value -> Arrays.equals(value, kept.copy))
                            .isPresent()) {
                super.replace(key, kept.copy, kept.given);
            }
        }

        @Override
        public boolean expire(String key, Duration ttl) {
            boolean present = super.expire(key, ttl);
            writeAgain(key, "expire");
            return present;
        }

        @Override
        public boolean setIfAbsent(String key, byte[] value) {
            boolean created = super.setIfAbsent(key, value);
            writeAgain(key, "setIfAbsent");
            return created;
        }

        @Override
        public boolean replace(String key, byte[] expected, byte[] value) {
            boolean replaced = super.replace(key, expected, value);
            writeAgain(key, "replace");
            return replaced;
        }
    }

    private static Fault mapIsWrittenAgain() {
        return Fault.of(G_03, "the map passed to register is written again by the next heartbeat")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    private final Map<String, Kept<Map<String, String>>> registered = new ConcurrentHashMap<>();

                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        registered.put(nodeId, new Kept<>(metadata, Map.copyOf(metadata)));
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean active = super.heartbeat(nodeId, ttl);
                        Kept<Map<String, String>> kept = registered.get(nodeId);
                        if (active
                                && kept != null
                                && !kept.given.equals(kept.copy)
                                && super.metadata(nodeId).equals(Optional.of(kept.copy))) {
                            super.register(nodeId, new HashMap<>(kept.given), ttl);
                        }
                        return active;
                    }
                });
    }

    /** {@code AbstractMap} stands for unknown classes that extend it directly. */
    private static Fault mapIsKept(String what, Class<?> type) {
        return Fault.of(G_03, what + " passed to register is kept")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        boolean kept = type == AbstractMap.class
                                ? metadata.getClass().getSuperclass() == type
                                        && !metadata.getClass().getName().startsWith("java.")
                                : type.isInstance(metadata);
                        if (kept) {
                            context.put("kept " + nodeId, new Kept<>(metadata, Map.copyOf(metadata)));
                        } else {
                            context.remove("kept " + nodeId);
                        }
                    }

                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        Optional<Map<String, String>> found = super.metadata(nodeId);
                        Kept<?> kept = context.get("kept " + nodeId, Kept.class);
                        if (kept == null || !found.equals(Optional.of(kept.copy))) {
                            return found;
                        }
                        @SuppressWarnings("unchecked") // Only metadata is kept here.
                        Map<String, String> given = (Map<String, String>) kept.given;
                        return Optional.of(Map.copyOf(given));
                    }
                });
    }
}
