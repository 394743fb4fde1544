// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key whose value threads replace, if it is what they have read, by a value that is never used again. Invariants, if the
 * servers keep what they have acknowledged: no value is replaced twice, and none that was replaced remains.
 */
final class SwapHistory {

    private final Map<String, List<String>> successors = new HashMap<>();
    private final Set<String> possible = new HashSet<>();

    SwapHistory(String first) {
        possible.add(first);
    }

    synchronized void replaced(String expected, String value, Call<Boolean> call) {
        if (call.returned(true)) {
            successors.computeIfAbsent(expected, key -> new ArrayList<>()).add(value);
        }
        if (call.returned(true) || call.isInDoubt()) {
            possible.add(value);
        }
    }

    /**
     * Returns which invariants are broken.
     *
     * @param last the value at the end
     */
    synchronized List<String> broken(boolean keeps, String last) {
        List<String> broken = new ArrayList<>();
        if (keeps) {
            successors.forEach((value, next) -> {
                if (next.size() > 1) {
                    broken.add(value + " was replaced by each of " + next);
                }
            });
            if (successors.containsKey(last)) {
                broken.add("the value is " + last + ", which was replaced by " + successors.get(last));
            }
        }
        if (!possible.contains(last) && (keeps || !last.isEmpty())) {
            broken.add("the value is '" + last + "', which was not written");
        }
        return broken;
    }
}
