// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives TTLs of every size in the given ways, and reads shortly before each TTL ends and at the instant at which it
 * ends. "Shortly before" means both a millisecond and a nanosecond before if time is exact, and a unit before
 * otherwise.
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
    private final Queue<String> expired = new ArrayDeque<>();
    private @Nullable Giving earlier;
    private @Nullable Giving again;
    private int names;

    TtlCalls(List<? extends Giving> ways, Reading reading) {
        this.ways = ways;
        this.reading = reading;
    }

    /** Also gives TTLs to names that have been used and have expired, if time passes. */
    TtlCalls afterExpiryOf(Giving before, Giving way) {
        earlier = before;
        again = way;
        return this;
    }

    /** Lets as many names expire as there are TTLs. */
    private void expire(Calls calls, Giving before) {
        int sizes = TtlSizes.observable(calls).size() + TtlSizes.tiny(calls).size();
        for (int i = 0; i < sizes; i++) {
            String name = calls.name(names++);
            before.give(calls, name, calls.units(1));
            expired.add(name);
        }
        calls.pass(1);
    }

    /** Gives a TTL in each way. */
    private void give(Calls calls, Duration ttl, Consumer<String> then) {
        for (Giving way : ways) {
            String name = calls.name(names++);
            way.give(calls, name, ttl);
            then.accept(name);
        }
        String name = expired.poll();
        if (name != null && again != null) {
            again.give(calls, name, ttl);
            then.accept(name);
        }
    }

    void generate(Calls calls) {
        if (earlier != null && calls.timePasses()) {
            expire(calls, earlier);
        }
        if (calls.passing() != Passing.EXACT && calls.timePasses()) {
            generateTiny(calls);
        }
        TreeMap<Duration, List<String>> reads = new TreeMap<>();
        Duration margin = calls.passing() == Passing.EXACT ? Duration.ofMillis(1) : calls.unit();
        for (Duration ttl : TtlSizes.observable(calls)) {
            give(calls, ttl, name -> {
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
            });
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

    /** Tries TTLs that may end at any time. Nothing is read until they must have ended. */
    private void generateTiny(Calls calls) {
        List<String> given = new ArrayList<>();
        calls.sequence().together(() -> {
            for (Duration ttl : TtlSizes.tiny(calls)) {
                give(calls, ttl, given::add);
            }
            calls.pass(1);
        });
        given.forEach(name -> reading.read(calls, name));
    }
}
