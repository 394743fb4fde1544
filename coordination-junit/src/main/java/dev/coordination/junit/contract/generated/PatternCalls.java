// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.List;
import java.util.stream.Stream;

/** Deletes keys by patterns that consist of literals and one other kind of part. */
public final class PatternCalls implements Generator {

    private static final int PATTERNS = 40;

    private final PatternPart part;

    /**
     * Creates a generator.
     *
     * @param part the part that the rule is about
     */
    public PatternCalls(PatternPart part) {
        this.part = part;
    }

    @Override
    public void generate(Calls calls) {
        create(calls, PatternPart.NAMES);
        List<String> derivedFrom = part == PatternPart.LITERAL
                ? PatternPart.NAMES
                : Stream.generate(() -> calls.one(PatternPart.NAMES))
                        .limit(PATTERNS)
                        .toList();
        for (String name : derivedFrom) {
            calls.cache().deleteMatching(part.pattern(calls, name));
            create(calls, PatternPart.NAMES);
        }
    }

    /** Creates the keys that are absent, as different kinds of entries. The results show which keys were absent. */
    private static void create(Calls calls, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String key = names.get(i);
            switch (i % 4) {
                case 0 -> calls.cache().setIfAbsent(key, utf8("x"));
                case 1 -> calls.cache().setIfAbsent(key, new byte[0], calls.units(1_000));
                case 2 -> calls.cache().increment(key, 1);
                default -> calls.cache().increment(key, 1, calls.units(1_000));
            }
        }
    }
}
