// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that loops in timelines are shown once. */
class FoldedLinesTest {

    private static List<String[]> lines(String... texts) {
        return Stream.of(texts).map(text -> new String[] {"0s", text}).toList();
    }

    private static List<String> folded(List<String[]> lines) {
        return FoldedLines.of(lines).stream().map(line -> line[1]).toList();
    }

    private static List<String[]> loop(int length, int times) {
        List<String[]> lines = new ArrayList<>();
        IntStream.range(0, times)
                .forEach(i -> IntStream.range(0, length).forEach(j -> lines.add(new String[] {i + "s", "step " + j})));
        return lines;
    }

    @Test
    void linesThatDifferAreShownInFull() {
        assertThat(folded(lines("a", "b", "c", "a", "b", "d"))).containsExactly("a", "b", "c", "a", "b", "d");
        assertThat(folded(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 17, 24})
    void threeRepetitionsAreShownInFullAndMoreAreFolded(int length) {
        assertThat(folded(loop(length, 3))).hasSize(3 * length);

        List<String> shown = folded(loop(length, 4));
        assertThat(shown).hasSize(length + 1).startsWith("step 0").contains("step " + (length - 1));
        assertThat(shown.get(length))
                .isEqualTo(
                        length == 1
                                ? "... the same 3 more times ..."
                                : "... the same " + length + " lines 3 more times ...");
    }

    @Test
    void whatSurroundsALoopIsKept() {
        List<String[]> lines = new ArrayList<>(lines("before"));
        lines.addAll(loop(2, 100));
        lines.addAll(lines("step 0", "after"));

        assertThat(folded(lines))
                .containsExactly(
                        "before", "step 0", "step 1", "... the same 2 lines 99 more times ...", "step 0", "after");
    }

    @Test
    void aLoopOfMoreLinesIsNotRecognized() {
        assertThat(folded(loop(25, 6))).hasSize(150);
    }
}
