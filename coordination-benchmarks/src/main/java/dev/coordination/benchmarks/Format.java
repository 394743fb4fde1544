// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.Locale;

/** Formats figures for human readers. */
final class Format {

    private Format() {}

    /** Formats a number with about three significant digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "± %.0f %%", share * 100);
    }

    /** Formats the 95 % confidence interval that follows a number. */
    static String interval(double low, double high) {
        return Double.isNaN(low) ? "" : " (95 %: " + number(low) + " to " + number(high) + ")";
    }
}
