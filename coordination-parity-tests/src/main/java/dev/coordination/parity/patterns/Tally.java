// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.parity.Ledger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Compares two matchers, and counts the pairs and the differences. */
final class Tally {

    /** The number of patterns that are matched in one call. */
    private static final int BATCH = 500;

    private static final int MOST_EXAMPLES = 10;

    private final String what;
    private final String subject;
    private final Ledger.Page known;
    private final long start = System.nanoTime();
    private final List<PatternDifference> examples = new ArrayList<>();
    private long patterns;
    private long pairs;
    private long matching;
    private long differing;

    Tally(String what, String subject, Ledger.Page known) {
        this.what = what;
        this.subject = subject;
        this.known = known;
    }

    void compare(List<String> all, List<String> names, Matcher memory, Matcher other) {
        for (int from = 0; from < all.size(); from += BATCH) {
            compareAtOnce(all.subList(from, Math.min(all.size(), from + BATCH)), names, memory, other);
        }
    }

    void compareAtOnce(List<String> all, List<String> names, Matcher memory, Matcher other) {
        List<BitSet> inMemory = memory.matches(all);
        List<BitSet> elsewhere = other.matches(all);
        for (int i = 0; i < all.size(); i++) {
            note(all.get(i), names, inMemory.get(i), elsewhere.get(i));
        }
    }

    private void note(String pattern, List<String> names, BitSet inMemory, BitSet elsewhere) {
        patterns++;
        pairs += names.size();
        matching += inMemory.cardinality();
        BitSet different = (BitSet) inMemory.clone();
        different.xor(elsewhere);
        if (different.isEmpty() || known.meet(pattern).isPresent()) {
            return;
        }
        differing += different.cardinality();
        if (examples.size() < MOST_EXAMPLES) {
            int name = different.length()
                    - 1; // The last bit means that the pattern was refused, which says more than a name.
            examples.add(
                    name == names.size()
                            ? PatternDifference.refused(pattern)
                            : new PatternDifference(pattern, names.get(name), inMemory.get(name)));
        }
    }

    PatternResult result() {
        return new PatternResult(
                what,
                subject,
                patterns,
                pairs,
                matching,
                differing,
                List.copyOf(examples),
                known.met(),
                known.unmet(),
                (System.nanoTime() - start) / 1e9);
    }
}
