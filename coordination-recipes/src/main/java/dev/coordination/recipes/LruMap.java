// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that forgets the keys that have not been used for longest. Thread-safe. */
final class LruMap<V> {

    /** Guarded by itself. */
    private final Map<String, V> values;

    LruMap(int maximumSize) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > maximumSize;
            }
        };
    }

    @Nullable
    V get(String key) {
        synchronized (values) {
            return values.get(key);
        }
    }

    void put(String key, V value) {
        synchronized (values) {
            values.put(key, value);
        }
    }

    void remove(String key) {
        synchronized (values) {
            values.remove(key);
        }
    }
}
