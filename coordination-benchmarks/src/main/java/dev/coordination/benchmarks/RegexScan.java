// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Removes keys from a bare map with a regular expression, as the baseline for {@code deleteMatching}. */
final class RegexScan {

    private RegexScan() {}

    /** Removes the keys that match, and returns their number. */
    static long delete(ConcurrentHashMap<String, byte[]> map, Pattern pattern) {
        List<String> matching = new ArrayList<>();
        map.forEach((key, value) -> {
            if (pattern.matcher(key).matches()) {
                matching.add(key);
            }
        });
        return matching.stream().filter(key -> map.remove(key) != null).count();
    }
}
