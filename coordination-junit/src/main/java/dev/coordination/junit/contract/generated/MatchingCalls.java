// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Patterns;
import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.util.ArrayList;
import java.util.List;

/** Deletes entries of every kind, and different numbers of entries, by pattern. */
public final class MatchingCalls implements Generator {

    /** How keys begin. */
    private static final List<String> PREFIXES = List.of("a:", "b:", "\u00e9:", "\u65e5:", "\ud83d\ude00:", "5:");

    private static final int ROUNDS = PREFIXES.size();
    private static final List<Integer> NUMBERS = List.of(1, 2, 17, 100, 1_000);
    private static final int MANY = 10_000;
    private static final int EXPIRING = 150;

    /** The lengths of long keys. Some of these keys are longer than any pattern may be. */
    private static final List<Integer> LENGTHS = List.of(200, 300, 1_100, 5_000, 40_000);

    @Override
    public void generate(Calls calls) {
        List<List<String>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(entries(calls, round));
        }
        calls.pass(1);
        for (int round = 0; round < ROUNDS; round++) {
            delete(calls, pattern(calls, round));
            rounds.get(round).forEach(key -> calls.cache().exists(key));
            rounds.get((round + 1) % ROUNDS).forEach(key -> calls.cache().get(key));
        }
        rounds.forEach(round -> round.forEach(key -> calls.cache().setIfAbsent(key, utf8("new"))));
        calls.pass(Entry.LIFE - 1);
        rounds.forEach(round -> round.forEach(key -> EntryCalls.read(calls, key)));
        calls.cache().deleteMatching("*");
        generateMany(calls);
        if (calls.passing() == Passing.EXACT) {
            fill(calls, MANY);
        }
    }

    /** Deletes different numbers of entries. */
    public static void generateMany(Calls calls) {
        for (int number : NUMBERS) {
            fill(calls, number);
        }
        if (calls.timePasses()) {
            for (int i = 0; i < EXPIRING; i++) {
                calls.cache().set("expiring " + i, utf8("x"), calls.units(1));
            }
            calls.pass(1);
            delete(calls, "expiring *");
        }
    }

    private static List<String> entries(Calls calls, int round) {
        List<String> keys = new ArrayList<>();
        for (Entry entry : Entry.all(calls)) {
            String key = prefix(round) + calls.name(keys.size());
            entry.make(calls, key);
            keys.add(key);
        }
        for (int length : LENGTHS) {
            String key = prefix(round) + "x".repeat(length);
            calls.cache().set(key, utf8("long"));
            keys.add(key);
        }
        return keys;
    }

    private static String prefix(int round) {
        return PREFIXES.get(round);
    }

    private static String pattern(Calls calls, int round) {
        String prefix = prefix(round);
        String first = prefix.substring(0, prefix.length() - 1);
        List<String> patterns = List.of(
                prefix + "*", first + "?*", Patterns.quote(prefix) + "*", "[" + first + "]:*", "\\" + prefix + "**");
        // A class and an escape each apply to one byte.
        return calls.one(utf8(first).length == 1 ? patterns : patterns.subList(0, 3));
    }

    private static void delete(Calls calls, String pattern) {
        calls.cache().deleteMatching(pattern);
        calls.cache().deleteMatching(pattern);
    }

    private static void fill(Calls calls, int number) {
        for (int i = 0; i < number; i++) {
            String key = (i % 2 == 0 ? "even " : "odd ") + i;
            if (i % 3 == 0) {
                calls.cache().increment(key, 1, calls.units(1_000));
            } else {
                calls.cache().set(key, utf8("x"));
            }
        }
        delete(calls, "even *");
        delete(calls, "*");
    }
}
