// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.junit.contract.faulty.Fault;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.Divergence.Where;
import dev.coordination.parity.Ledger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks that a comparison of patterns finds the defects of faulty adapters. */
@Tag("one-jdk")
class TallyTest {

    /** Defects that do not change which names match: some concern the time taken, the others what is refused. */
    private static final Set<String> OF_OTHER_KINDS = Set.of(
            "a pattern with many stars takes exponential time",
            "a pattern with many stars and question marks takes exponential time",
            "a pattern with many stars and classes takes exponential time",
            "a pattern with three stars takes time quadratic in the lengths of the keys",
            "a range with one end outside ASCII is accepted",
            "deleteMatching refuses a range only after deleting what the last byte of the pattern matches");

    /** Defects that concern characters that are special only in other pattern languages. The compared patterns contain none. */
    private static final Set<String> OF_OTHER_CHARACTERS = Set.of(
            "> at the end of a pattern matches the rest of a key",
            "# at the end of a pattern matches the rest of a key",
            "+ matches any run of bytes in a key",
            "a line break at the end of a key is ignored",
            "prefix* does not match a key that continues with a character beyond U+F8FF",
            "a comma separates two patterns",
            "a vertical bar separates two patterns",
            "braces contain alternatives",
            "a dollar sign at the end of a pattern matches the end of a key",
            "a tilde at the beginning of a pattern makes it ignore case");

    /** Defects that show only with patterns and names that are longer or more alike than those compared here. */
    private static final Set<String> OF_OTHER_LENGTHS = Set.of(
            "a key that needs more than 300000 steps to match a star is not matched",
            "a key that needs more than 2000000 steps to match a star is not matched",
            "a handle considers patterns the same if their last 50 characters are equal",
            "a handle considers patterns the same if their lengths and first 900 characters are equal",
            "a handle considers patterns the same if their hash codes are equal");

    /** The number of random patterns, which are long. */
    private static final int RANDOM = 250;

    private static final SplittableRandom SEEDED = new SplittableRandom(1);
    private static final List<String> PATTERNS = patterns(SEEDED);
    private static final List<String> NAMES = names(SEEDED);

    /** The answers of the in-memory adapter, computed once, because every comparison needs the same ones. */
    private static final List<BitSet> IN_MEMORY = inMemory();

    @TestFactory
    Stream<DynamicTest> everyDefectInThePatternLanguageIsFound() {
        List<Fault> faults = FaultyAdapter.ALL.stream()
                .filter(fault -> fault.breaks.id().startsWith("P-"))
                .filter(fault -> !OF_OTHER_KINDS.contains(fault.defect))
                .filter(fault -> !OF_OTHER_CHARACTERS.contains(fault.defect))
                .filter(fault -> !OF_OTHER_LENGTHS.contains(fault.defect))
                .filter(fault -> !fault.defect.contains("channel")) // Only keys are compared here.
                .toList();
        assertThat(faults).hasSizeGreaterThan(10);
        return faults.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.breaks.id() + " " + fault, () -> {
                    PatternResult result = compare(new FaultyHarness(fault), Ledger.empty());

                    assertThat(result.differing()).isPositive();
                    assertThat(result.examples()).isNotEmpty();
                    assertThatExceptionOfType(AssertionError.class)
                            .isThrownBy(result::assertNoDifference)
                            .withMessageContaining("pattern ");
                }));
    }

    @Test
    void aCorrectMatcherShowsNoDifference() {
        PatternResult result = compare(new MemoryHarness(), Ledger.empty());

        assertThat(result.differing()).isZero();
        assertThat(result.patterns()).isGreaterThan(800);
        assertThat(result.matching()).isPositive();
        result.assertNoDifference();
    }

    @Test
    void aRefusedPatternIsADifference() {
        List<String> names = List.of("a", "b");
        Tally tally = new Tally("a test", "an adapter", Ledger.empty().page("an adapter", Where.KEY_PATTERNS));

        tally.compare(
                List.of("x"), names, answering(List.of(new BitSet())), answering(List.of(BitSet.valueOf(new long[] {
                    1 << names.size()
                }))));

        assertThat(tally.result().differing()).isEqualTo(1);
        assertThat(tally.result().examples()).singleElement().hasToString("pattern x is refused");
    }

    private static Matcher answering(List<BitSet> answers) {
        return new Matcher() {
            @Override
            public List<BitSet> matches(List<String> patterns) {
                return answers;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void reportsAListedDifferenceAndFailsIfItNoLongerOccurs() {
        Ledger ledger = Ledger.parse("P-02 | an adapter | * | KEY_PATTERNS | .*[?].* | a test entry");
        Fault fault = FaultyAdapter.of("? also matches the empty string");

        PatternResult known = compare(new FaultyHarness(fault), ledger);
        PatternResult stale = compare(new MemoryHarness(), ledger);

        assertThat(known.differing()).isZero();
        assertThat(known.toString()).contains("listed: P-02 | an adapter");
        known.assertNoDifference();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(stale::assertNoDifference)
                .withMessageContaining("listed but no longer different: P-02 | an adapter");
    }

    /** Compares all patterns of up to three characters with all names of up to two, and long patterns with long names. */
    private static PatternResult compare(CoordinationHarness subject, Ledger ledger) {
        Tally tally = new Tally("a test", "an adapter", ledger.page("an adapter", Where.KEY_PATTERNS));
        try (subject;
                Matcher other = new PortKeys(subject.connect(), NAMES)) {
            tally.compareAtOnce(PATTERNS, NAMES, answering(IN_MEMORY), other);
        }
        return tally.result();
    }

    private static List<String> patterns(SplittableRandom random) {
        List<String> patterns = new ArrayList<>(PatternGenerator.upTo(3));
        patterns.addAll(PatternGenerator.randomPatterns(random, RANDOM));
        return patterns;
    }

    private static List<String> names(SplittableRandom random) {
        List<String> names = new ArrayList<>(PatternGenerator.upTo(2));
        names.addAll(PatternGenerator.namesLike(PATTERNS.subList(PATTERNS.size() - RANDOM, PATTERNS.size()), random));
        return names.stream().distinct().toList();
    }

    private static List<BitSet> inMemory() {
        try (MemoryHarness harness = new MemoryHarness();
                Matcher memory = new PortKeys(harness.connect(), NAMES)) {
            return memory.matches(PATTERNS);
        }
    }
}
