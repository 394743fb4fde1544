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

    /** Defects that do not change which names match: one concerns the time taken, the others what is refused. */
    private static final Set<String> OF_OTHER_KINDS = Set.of(
            "a pattern with many stars takes exponential time",
            "a range with one end outside ASCII is accepted",
            "deleteMatching deletes what the last byte of a pattern matches before it refuses a range");

    /** The number of long patterns. */
    private static final int RANDOM = 250;

    @TestFactory
    Stream<DynamicTest> everyDefectOfTheLanguageIsFound() {
        List<Fault> faults = FaultyAdapter.ALL.stream()
                .filter(fault -> fault.breaks.id().startsWith("P-"))
                .filter(fault -> !OF_OTHER_KINDS.contains(fault.defect))
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
                List.of("x"), names, answering(new BitSet()), answering(BitSet.valueOf(new long[] {1 << names.size()
                })));

        assertThat(tally.result().differing()).isEqualTo(1);
        assertThat(tally.result().examples()).singleElement().hasToString("pattern x is refused");
    }

    private static Matcher answering(BitSet answer) {
        return new Matcher() {
            @Override
            public List<BitSet> matches(List<String> patterns) {
                return List.of(answer);
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
        SplittableRandom random = new SplittableRandom(1);
        List<String> patterns = new ArrayList<>(PatternGenerator.upTo(3));
        patterns.addAll(PatternGenerator.randomPatterns(random, RANDOM));
        List<String> names = new ArrayList<>(PatternGenerator.upTo(2));
        names.addAll(PatternGenerator.namesLike(patterns.subList(patterns.size() - RANDOM, patterns.size()), random));
        List<String> distinct = names.stream().distinct().toList();
        Tally tally = new Tally("a test", "an adapter", ledger.page("an adapter", Where.KEY_PATTERNS));
        try (subject;
                MemoryHarness right = new MemoryHarness();
                Matcher memory = new PortKeys(right.connect(), distinct);
                Matcher other = new PortKeys(subject.connect(), distinct)) {
            tally.compare(patterns, distinct, memory, other);
        }
        return tally.result();
    }
}
