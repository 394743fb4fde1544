// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report entry in which each contract test names its adapter. The key is {@code coordination.adapter}; the key of
 * each detail consists of that key, a dot and the detail's own key.
 */
final class AdapterEntry {

    private AdapterEntry() {}

    static boolean isAdapterEntry(Map<String, String> entry) {
        return entry.containsKey(CoordinationContract.ADAPTER_ENTRY);
    }

    static String adapter(Map<String, String> entry) {
        return entry.getOrDefault(CoordinationContract.ADAPTER_ENTRY, "");
    }

    static Map<String, String> details(Map<String, String> entry) {
        String prefix = CoordinationContract.ADAPTER_ENTRY + ".";
        Map<String, String> details = new LinkedHashMap<>();
        entry.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                details.put(key.substring(prefix.length()), value);
            }
        });
        return Collections.unmodifiableMap(details);
    }
}
