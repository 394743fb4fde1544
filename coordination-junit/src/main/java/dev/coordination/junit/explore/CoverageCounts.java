// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the faults that were injected, by call. */
final class CoverageCounts {

    private final Map<String, Map<FaultKind, Long>> counts = new TreeMap<>();

    void add(Run run) {
        if (run.faults == 0) {
            return;
        }
        for (Event event : run.trace) {
            FaultKind kind = event.node == Event.CONNECTION ? kindOfLoss(event) : Variant.kind(event.variant);
            if (kind != null) {
                String call = event.node == Event.CONNECTION ? "subscription" : event.step.name;
                counts.computeIfAbsent(call, name -> new EnumMap<>(FaultKind.class))
                        .merge(kind, 1L, Long::sum);
            }
        }
    }

    private static FaultKind kindOfLoss(Event event) {
        return event.step.name.endsWith(FaultKind.SUBSCRIPTION_LOST.words())
                ? FaultKind.SUBSCRIPTION_LOST
                : FaultKind.SUBSCRIPTION_OVERFLOW;
    }

    List<Coverage> toList() {
        List<Coverage> list = new ArrayList<>();
        counts.forEach((call, kinds) -> kinds.forEach((kind, count) -> list.add(new Coverage(call, kind, count))));
        return list;
    }
}
