// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import java.util.Locale;

/**
 * The widths, in rem, below which the table of rules shows less, so that every adapter stays on the screen.
 *
 * @param columns the number of columns
 * @param words the width below which a cell shows only its icon
 * @param labels the width below which the heading of a column shows only its number
 * @param scroll the width below which the table scrolls
 */
record Widths(int columns, String words, String labels, String scroll) {

    private static final double RULE = 16;
    private static final double CELL = 8.5;
    private static final double NARROW_RULE = 6.5;
    private static final double LABEL = 4.5;
    private static final double ICON = 1.8;

    static Widths of(int adapters) {
        return new Widths(
                adapters + 1,
                rem(RULE + adapters * CELL),
                rem(NARROW_RULE + adapters * LABEL),
                rem(NARROW_RULE + adapters * ICON));
    }

    private static String rem(double width) {
        return String.format(Locale.ROOT, "%.2frem", width);
    }
}
