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
 * @param ratio {@code measured / base}, or {@code base / measured} if the line says how many times faster something is; the
 *     median of the ratios of all pairs, if both were measured in pairs; NaN if there is no {@code base}
 * @param low the lower end of the 95 % confidence interval of the ratio, or NaN if it is not known
 * @param high the upper end of that interval, or NaN
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
        double low,
        double high,
        String aim,
        String verdict) {

    static SummaryLine figure(String part, String what, Figure measured, String unit) {
        return alone(part, what, measured, unit, "", "");
    }

    /** Returns a figure with an absolute upper limit as its target. */
    static SummaryLine bounded(String part, String what, Figure measured, String unit, double atMost) {
        String aim = "at most " + Format.number(atMost) + " " + unit;
        return alone(part, what, measured, unit, aim, verdict(measured.median() <= atMost));
    }

    /** Returns a rate with an absolute lower limit as its target. */
    static SummaryLine rate(String part, String what, Figure measured, String unit, double atLeast) {
        String aim = "at least " + Format.number(atLeast) + " " + unit;
        return alone(part, what, measured, unit, aim, verdict(measured.median() >= atLeast));
    }

    static SummaryLine beside(String part, String what, Figure measured, String unit, String beside, Figure base) {
        return compared(part, what, measured, unit, beside, base, measured.median() / base.median(), "", "");
    }

    /** Returns a figure with a multiple of another figure as its upper limit. */
    static SummaryLine atMost(
            String part, String what, Figure measured, String unit, String beside, Figure base, double times) {
        double ratio = measured.median() / base.median();
        return compared(part, what, measured, unit, beside, base, ratio, atMostTimes(times), verdict(ratio <= times));
    }

    /** Returns a time whose ratio to another is known pair by pair, with an upper limit for the ratio. */
    static SummaryLine paired(String part, String what, PairedBatches batches, String beside, double times) {
        Figure measured = batches.micros();
        MedianInterval ratio = batches.ratio();
        return new SummaryLine(
                part,
                what,
                measured.median(),
                measured.error(),
                "µs",
                beside,
                batches.baseMicros().median(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                atMostTimes(times),
                verdict(ratio.median() <= times));
    }

    private static String atMostTimes(double times) {
        return "at most " + Format.number(times) + " x";
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

    private static SummaryLine alone(
            String part, String what, Figure measured, String unit, String aim, String verdict) {
        return compared(part, what, measured, unit, "", Figure.of(Double.NaN), Double.NaN, aim, verdict);
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
                part,
                what,
                measured.median(),
                measured.error(),
                unit,
                beside,
                base.median(),
                ratio,
                Double.NaN,
                Double.NaN,
                aim,
                verdict);
    }

    private static String verdict(boolean met) {
        return met ? "met" : "NOT MET";
    }
}
