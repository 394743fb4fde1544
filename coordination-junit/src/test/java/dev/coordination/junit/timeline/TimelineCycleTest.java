// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that repeated entries are collapsed without loss. */
class TimelineCycleTest {

    private static final Instant START = Instant.EPOCH;

    private static List<TimelineEntry> collapsed(String letters) {
        List<TimelineEntry> list = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            TimelineCycle.append(
                    list, new TimelineNote(i, START.plusSeconds(i), String.valueOf(letters.charAt(i)), false));
        }
        return list;
    }

    private static List<String> lines(String letters) {
        return collapsed(letters).stream().flatMap(entry -> entry.lines(START)).toList();
    }

    private static Stream<String> letters(TimelineEntry entry) {
        if (!(entry instanceof TimelineCycle cycle)) {
            return entry.lines(START);
        }
        return IntStream.range(0, cycle.times())
                .boxed()
                .flatMap(time -> cycle.entries().stream().flatMap(TimelineCycleTest::letters));
    }

    @Test
    void differentEntriesAreKept() {
        assertThat(lines("abcab")).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void aRepeatedEntryTakesOneLine() {
        assertThat(lines("xaaaay")).containsExactly("x", "a (4 times, until PT4S)", "y");
    }

    @Test
    void cyclesOfUpToFourEntriesAreShownOnce() {
        assertThat(lines("ababab")).containsExactly("3 times, until PT5S:", "  a", "  b");
        assertThat(lines("abcabcx")).containsExactly("2 times, until PT5S:", "  a", "  b", "  c", "x");
        assertThat(lines("xabcdabcd")).containsExactly("x", "2 times, until PT8S:", "  a", "  b", "  c", "  d");
        assertThat(collapsed("abcdeabcde")).hasSize(10);
    }

    @Test
    void anUnfinishedRoundFollowsItsCycle() {
        assertThat(lines("ababa")).containsExactly("2 times, until PT3S:", "  a", "  b", "a");
    }

    @Test
    void aCycleCanContainACycle() {
        assertThat(lines("aabaabaab")).containsExactly("3 times, until PT8S:", "  a (2 times, until PT1S)", "  b");
    }

    @Test
    void aCycleSpansItsFirstAndItsLastEntry() {
        TimelineEntry cycle = collapsed("abab").get(0);

        assertThat(cycle.at()).isEqualTo(START);
        assertThat(cycle.until()).isEqualTo(START.plusSeconds(3));
        assertThat(cycle.sequence()).isZero();
        assertThat(cycle.size()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aLoopOfAnyLengthTakesOneEntry(int length) {
        assertThat(collapsed("abcd".substring(0, length).repeat(1_000))).hasSize(1);
    }

    @Test
    void collapsingLosesNothing() {
        for (int seed = 0; seed < 500; seed++) {
            String letters = letters(new Random(seed));
            List<TimelineEntry> collapsed = collapsed(letters);

            assertThat(collapsed.stream().flatMap(TimelineCycleTest::letters))
                    .as("seed %d", seed)
                    .containsExactly(letters.split(""));
            assertThat(collapsed.stream().mapToInt(TimelineEntry::size).sum()).isEqualTo(letters.length());
        }
    }

    private static String letters(Random random) {
        int alphabet = 1 + random.nextInt(5);
        return random.ints(100, 'a', 'a' + alphabet)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
