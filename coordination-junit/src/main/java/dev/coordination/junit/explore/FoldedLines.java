// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a timeline, in which a loop is shown once, followed by how many more times it was repeated. */
final class FoldedLines {

    /** The most lines of a loop that is recognized. */
    private static final int LONGEST_LOOP = 24;

    /** A loop that was repeated no more often than this is shown in full. */
    private static final int SHOWN_IN_FULL = 3;

    private FoldedLines() {}

    /** Returns the lines with folded loops. The first cell of a line is the time, which may differ between repetitions. */
    static List<String[]> of(List<String[]> lines) {
        List<String[]> folded = new ArrayList<>();
        for (int from = 0; from < lines.size(); ) {
            int length = 1;
            int times = times(lines, from, length);
            while (times <= SHOWN_IN_FULL && length < LONGEST_LOOP) {
                length++;
                times = times(lines, from, length);
            }
            if (times > SHOWN_IN_FULL) {
                folded.addAll(lines.subList(from, from + length));
                folded.add(new String[] {"", again(length, times - 1)});
                from += length * times;
            } else {
                folded.add(lines.get(from));
                from++;
            }
        }
        return folded;
    }

    /** Returns how many times in a row the lines from an index are the same. */
    private static int times(List<String[]> lines, int from, int length) {
        int to = from + length;
        while (to < lines.size() && isSame(lines.get(to - length), lines.get(to))) {
            to++;
        }
        return (to - from) / length;
    }

    private static boolean isSame(String[] one, String[] other) {
        return Arrays.equals(one, Math.min(1, one.length), one.length, other, Math.min(1, other.length), other.length);
    }

    private static String again(int length, int times) {
        String what = length == 1 ? "the same" : "the same " + length + " lines";
        return "... " + what + " " + times + " more times ...";
    }
}
