// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.ArrayList;
import java.util.List;

/** Simplifies lists of statements. */
final class Simpler {

    private Simpler() {}

    /** Returns all lists in which one statement is removed or simplified. */
    static List<List<Code>> lists(List<Code> codes) {
        List<List<Code>> lists = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            lists.add(replaced(codes, i, List.of()));
            for (List<Code> less : codes.get(i).simpler()) {
                lists.add(replaced(codes, i, less));
            }
        }
        return lists;
    }

    /** Returns a list with an element replaced by others. */
    static <T> List<T> replaced(List<T> list, int index, List<? extends T> by) {
        List<T> replaced = new ArrayList<>(list.subList(0, index));
        replaced.addAll(by);
        replaced.addAll(list.subList(index + 1, list.size()));
        return List.copyOf(replaced);
    }
}
