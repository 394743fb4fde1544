// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats figures for people. */
final class Readable {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int MILLIS_PER_TENTH = 100;
    private static final int TENTHS_PER_MINUTE = 600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int MINUTES_PER_HOUR = 60;

    private Readable() {}

    /** Formats a duration in at most two units, rounded: 120 ms, 16.2 s, 2 min 5 s, 1 h 3 min. */
    static String time(long millis) {
        if (millis == 0) {
            return "<1 ms";
        }
        if (millis < MILLIS_PER_SECOND) {
            return millis + " ms";
        }
        long tenths = rounded(millis, MILLIS_PER_TENTH);
        if (tenths < TENTHS_PER_MINUTE) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = rounded(millis, MILLIS_PER_SECOND);
        if (seconds < SECONDS_PER_HOUR) {
            return seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s";
        }
        long minutes = rounded(millis, SECONDS_PER_MINUTE * MILLIS_PER_SECOND);
        return grouped(minutes / MINUTES_PER_HOUR) + " h " + minutes % MINUTES_PER_HOUR + " min";
    }

    private static long rounded(long millis, int unit) {
        return (millis + unit / 2) / unit;
    }

    /** Formats the date and the time of day of an ISO 8601 instant. */
    static String date(String instant) {
        return DATE.format(Instant.parse(instant));
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Formats a number with its noun: 1 rule, 2 rules. */
    static String count(long number, String noun) {
        return grouped(number) + " " + noun(number, noun);
    }

    static String noun(long number, String noun) {
        return number == 1 ? noun : noun + "s";
    }
}
