// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.List;

/**
 * Makes calls that expect values easily mistaken for the one that a key holds, and then calls that expect the held
 * value.
 */
public final class ComparedCalls implements Generator {

    private static final byte[] NEW = utf8("new");

    /** Whether values are deleted, rather than replaced. */
    private final boolean deletes;

    private int keys;

    private ComparedCalls(boolean deletes) {
        this.deletes = deletes;
    }

    /** Returns a generator of replacements. */
    public static ComparedCalls ofReplace() {
        return new ComparedCalls(false);
    }

    /** Returns a generator of deletions of an expected value. */
    public static ComparedCalls ofDelete() {
        return new ComparedCalls(true);
    }

    @Override
    public void generate(Calls calls) {
        for (List<byte[]> group : Values.CONFUSABLE) {
            for (byte[] held : group) {
                String key = calls.name(keys++);
                write(calls, key, held);
                expectEach(calls, key, held, group);
            }
        }
        for (String number : List.of("7", "-7", "0")) {
            String key = calls.name(keys++);
            calls.cache().increment(key, Long.parseLong(number));
            List<byte[]> looksAlike =
                    List.of(utf8("0" + number), utf8(number + ".0"), utf8("+" + number), utf8(" " + number));
            expectEach(calls, key, utf8(number), looksAlike);
        }
    }

    private static void write(Calls calls, String key, byte[] held) {
        switch (calls.below(4)) {
            case 0 -> calls.cache().set(key, held);
            case 1 -> calls.cache().set(key, held, calls.units(1_000));
            case 2 -> calls.cache().setIfAbsent(key, held);
            default -> {
                calls.cache().set(key, NEW);
                calls.cache().replace(key, NEW, held);
            }
        }
    }

    private void expectEach(Calls calls, String key, byte[] held, List<byte[]> group) {
        for (byte[] expected : group) {
            if (expected != held) {
                expect(calls, key, expected);
            }
        }
        calls.cache().get(key);
        expect(calls, key, held);
        calls.cache().get(key);
        expect(calls, key, held);
    }

    private void expect(Calls calls, String key, byte[] expected) {
        if (deletes) {
            calls.cache().delete(key, expected);
        } else {
            calls.cache().replace(key, expected, NEW);
        }
    }
}
