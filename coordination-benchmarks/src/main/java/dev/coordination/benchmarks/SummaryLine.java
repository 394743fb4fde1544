// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

/**
 * A line of the summary: a figure, and what it is compared with.
 *
 * @param part the part of the run
 * @param what what was measured
 * @param measured the figure, which is the median if there are several measurements
 * @param error half the interquartile range, as a fraction of the median, or NaN for a single measurement
 * @param unit the unit of both figures
 * @param beside what the figure is compared with, or empty if it is not compared
 * @param base the figure of {@code beside}, or NaN if there is none
 * @param ratio {@code measured / base}, or {@code base / measured} if the line says how many times faster something is; NaN
 *     if there is no {@code base}
 * @param aim the target in words, or empty if there is none
 * @param verdict whether the target is met, or empty if there is none
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

    /** Returns a figure with an absolute upper limit as its target. */
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

    /** Returns a rate with an absolute lower limit as its target. */
    static SummaryLine rate(String part, String what, Figure measured, String unit, double atLeast) {
        return new SummaryLine(
                part,
                what,
                measured.median(),
                measured.error(),
                unit,
                "",
                Double.NaN,
                Double.NaN,
                "at least " + Format.number(atLeast) + " " + unit,
                verdict(measured.median() >= atLeast));
    }

    static SummaryLine beside(String part, String what, Figure measured, String unit, String beside, Figure base) {
        return compared(part, what, measured, unit, beside, base, measured.median() / base.median(), "", "");
    }

    /** Returns a figure with a multiple of another figure as its upper limit. */
    static SummaryLine atMost(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = measured.median() / base.median();
        String aim = "at most " + Format.number(times) + " x";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio <= times));
    }

    /** Returns a time that must be shorter than another by at least the given factor. */
    static SummaryLine faster(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = base.median() / measured.median();
        String aim = "at least " + Format.number(times) + " x faster";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio >= times));
    }

    /** Returns a time compared with a longer time, without a target. */
    static SummaryLine fasterBeside(
            String part, String what, Figure measured, String unit, String beside, Figure base) {
        return compared(part, what, measured, unit, beside, base, base.median() / measured.median(), "", "");
    }

    /** Returns a rate with a multiple of another rate as its lower limit. */
    private static SummaryLine atLeast(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = measured.median() / base.median();
        String aim = "at least " + Format.number(times) + " x";
        return compared(part, what, measured, unit, beside, base, ratio, aim, verdict(ratio >= times));
    }

    /**
     * Returns the throughput of two threads compared with that of one, computed from the time that a call takes on each thread.
     *
     * @param atLeastTimes the lower limit for the ratio, or NaN if there is no target
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
