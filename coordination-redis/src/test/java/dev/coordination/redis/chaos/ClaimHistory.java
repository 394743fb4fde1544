// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keys that threads create if they are absent, and that nobody deletes. Invariant, if the servers keep what they have
 * acknowledged: only one of them creates each key, and its value remains.
 */
final class ClaimHistory {

    private final Map<String, List<String>> winners = new HashMap<>();

    synchronized void claimed(String key, String value, Call<Boolean> call) {
        if (call.returned(true)) {
            winners.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
        }
    }

    /**
     * Returns which invariants are broken.
     *
     * @param last returns the value of a key at the end
     */
    synchronized List<String> broken(boolean keeps, Function<String, Optional<String>> last) {
        List<String> broken = new ArrayList<>();
        if (keeps) {
            winners.forEach((key, values) -> {
                if (values.size() > 1) {
                    broken.add(key + " was created by each of " + values);
                } else {
                    Optional<String> found = last.apply(key);
                    if (!found.equals(Optional.of(values.get(0)))) {
                        broken.add(key + " was created with " + values.get(0) + ", but is " + found);
                    }
                }
            });
        }
        return broken;
    }
}
