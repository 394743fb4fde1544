// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Gives TTLs of every size in some ways, and reads shortly before each is over and at the instant at which it is: a
 * millisecond and a nanosecond before if time is exact, and otherwise a unit.
 */
final class TtlCalls {

    /** Gives something a TTL. */
    interface Giving {
        void give(Calls calls, String name, Duration ttl);
    }

    /** Reads something that may have expired. */
    interface Reading {
        void read(Calls calls, String name);
    }

    private final List<? extends Giving> ways;
    private final Reading reading;
    private int names;

    TtlCalls(List<? extends Giving> ways, Reading reading) {
        this.ways = ways;
        this.reading = reading;
    }

    void generate(Calls calls) {
        if (calls.passing() != Passing.EXACT && calls.timePasses()) {
            generateTiny(calls);
        }
        TreeMap<Duration, List<String>> reads = new TreeMap<>();
        Duration margin = calls.passing() == Passing.EXACT ? Duration.ofMillis(1) : calls.unit();
        for (Duration ttl : TtlSizes.observable(calls)) {
            for (Giving way : ways) {
                String name = calls.name(names++);
                way.give(calls, name, ttl);
                reading.read(calls, name);
                if (calls.timePasses()) {
                    Duration end = TtlSizes.rounded(ttl);
                    reads.computeIfAbsent(end.minus(margin), at -> new ArrayList<>())
                            .add(name);
                    reads.computeIfAbsent(end, at -> new ArrayList<>()).add(name);
                    if (calls.passing() == Passing.EXACT) {
                        reads.computeIfAbsent(end.minusNanos(1), at -> new ArrayList<>())
                                .add(name);
                    }
                }
            }
        }
        Duration now = Duration.ZERO;
        for (var at : reads.entrySet()) {
            if (at.getKey().compareTo(now) > 0) {
                calls.sequence().advance(at.getKey().minus(now));
                now = at.getKey();
            }
            at.getValue().forEach(name -> reading.read(calls, name));
        }
    }

    /** Tries TTLs that may be over at any time. Nothing is read before they must be. */
    private void generateTiny(Calls calls) {
        List<String> given = new ArrayList<>();
        calls.sequence().together(() -> {
            for (Duration ttl : TtlSizes.tiny(calls)) {
                for (Giving way : ways) {
                    given.add(calls.name(names++));
                    way.give(calls, given.get(given.size() - 1), ttl);
                }
            }
            calls.pass(1);
        });
        given.forEach(name -> reading.read(calls, name));
    }
}
