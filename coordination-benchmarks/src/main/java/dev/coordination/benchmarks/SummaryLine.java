// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

/**
 * One line of the summary: what was measured, and beside what.
 *
 * @param part the section
 * @param what what was measured
 * @param measured its figure, the median where there are several
 * @param error how far the middle half of the figures lies from the median, as a share of it; NaN where there is one figure
 * @param unit of both figures
 * @param beside what it is compared with; empty for none
 * @param base the figure of that; NaN for none
 * @param ratio {@code measured / base}, or its inverse where it says how many times faster; NaN for none
 * @param aim in words, empty for none
 * @param verdict whether the aim is met; empty without one
 */
record SummaryLine(
        String part,
        String what,
        double measured,
        double error,
        String unit,
        String beside,
        double base,
        double ratio,
        String aim,
        String verdict) {

    static SummaryLine figure(String part, String what, Figure measured, String unit) {
        return new SummaryLine(
                part, what, measured.median(), measured.error(), unit, "", Double.NaN, Double.NaN, "", "");
    }

    /** A figure that shall be at most so much by itself. */
    static SummaryLine bounded(String part, String what, Figure measured, String unit, double atMost) {
        return new SummaryLine(
                part,
                what,
                measured.median(),
                measured.error(),
                unit,
                "",
                Double.NaN,
                Double.NaN,
                "at most " + Format.number(atMost) + " " + unit,
                verdict(measured.median() <= atMost));
    }

    static SummaryLine beside(String part, String what, Figure measured, String unit, String beside, Figure base) {
        return compared(part, what, measured, unit, beside, base, measured.median() / base.median(), "", "");
    }

    /** A figure that shall be at most so many times another. */
    static SummaryLine atMost(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = measured.median() / base.median();
        String aim = "at most " + Format.number(times) + " x";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio <= times));
    }

    /** A time that shall be so many times shorter than another. */
    static SummaryLine faster(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = base.median() / measured.median();
        String aim = "at least " + Format.number(times) + " x faster";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio >= times));
    }

    /** A time beside another that is longer; how many times is no aim. */
    static SummaryLine fasterBeside(
            String part, String what, Figure measured, String unit, String beside, Figure base) {
        return compared(part, what, measured, unit, beside, base, base.median() / measured.median(), "", "");
    }

    /** A rate that shall be at least so many times another. */
    private static SummaryLine atLeast(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = measured.median() / base.median();
        String aim = "at least " + Format.number(times) + " x";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio >= times));
    }

    /**
     * What two threads do beside one, from how long a call takes, which is on each of the threads.
     *
     * @param atLeastTimes how many times as many calls it shall be; NaN for no aim
     */
    static SummaryLine twoThreads(String part, String what, Figure alone, Figure together, double atLeastTimes) {
        Figure two = together.inverse(2e3);
        Figure one = alone.inverse(1e3);
        String of = what + ", 2 threads";
        return Double.isNaN(atLeastTimes)
                ? beside(part, of, two, "M/s", "1 thread", one)
                : atLeast(part, of, two, "M/s", "1 thread", one, atLeastTimes);
    }

    private static SummaryLine compared(
            String part,
            String what,
            Figure measured,
            String unit,
            String beside,
            Figure base,
            double ratio,
            String aim,
            String verdict) {
        return new SummaryLine(
                part, what, measured.median(), measured.error(), unit, beside, base.median(), ratio, aim, verdict);
    }

    private static String verdict(boolean met) {
        return met ? "met" : "NOT MET";
    }
}
