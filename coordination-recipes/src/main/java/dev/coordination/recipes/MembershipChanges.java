// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is still to be told, so that what it has been told agrees with the newest snapshot of the members. Not
 * thread-safe.
 */
final class MembershipChanges {

    /** A call of the listener. */
    interface Change {
        void tell(MembershipListener listener) throws Exception;
    }

    /** The members when all changes in the queue have been told. */
    private Map<String, Map<String, String>> told = Map.of();

    private Map<String, Map<String, String>> newest = Map.of();
    private final Queue<Change> queue = new ArrayDeque<>();

    void see(Map<String, Map<String, String>> snapshot) {
        newest = snapshot;
    }

    Map<String, Map<String, String>> newest() {
        return newest;
    }

    /** Returns whether there is something to tell. */
    boolean isDue() {
        return !queue.isEmpty() || !newest.equals(told);
    }

    /** Takes the next change, or returns {@code null} if there is none. Changes are computed only when the previous are told. */
    @Nullable
    Change next() {
        if (queue.isEmpty()) {
            compare(told, newest);
            told = newest;
        }
        return queue.poll();
    }

    /** Those that have left come first, so that a node that was restarted leaves before it joins. */
    private void compare(Map<String, Map<String, String>> before, Map<String, Map<String, String>> now) {
        new TreeMap<>(before).forEach((nodeId, metadata) -> {
            if (!now.containsKey(nodeId)) {
                queue.add(listener -> listener.onLeft(nodeId, metadata));
            }
        });
        new TreeMap<>(now).forEach((nodeId, metadata) -> {
            Map<String, String> old = before.get(nodeId);
            if (old == null) {
                queue.add(listener -> listener.onJoined(nodeId, metadata));
            } else if (!old.equals(metadata)) {
                queue.add(listener -> listener.onChanged(nodeId, metadata));
            }
        });
    }
}
