// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** TTLs of every size: around the limits of the units and number types in which an adapter may count. */
final class TtlSizes {

    private static final long DAY = 86_400_000;

    private static final List<Duration> SMALL = Stream.of(
                    1L,
                    1_000_000L,
                    1_000_001L,
                    1_500_000L,
                    1_999_999L,
                    2_000_000L,
                    9_999_999L,
                    10_000_000L,
                    32_768_000_000L)
            .map(Duration::ofNanos)
            .toList();

    /** In milliseconds. */
    private static final List<Long> LARGE = List.of(
            99L,
            500L,
            999L,
            1_000L,
            1_001L,
            1_500L,
            32_767L,
            32_768L,
            59_999L,
            60_000L,
            61_000L,
            65_535L,
            65_536L,
            90_000L,
            3_599_999L,
            3_600_000L,
            5_400_000L,
            DAY - 1,
            DAY,
            DAY + 1,
            7 * DAY,
            (1L << 31) - 1,
            1L << 31,
            (1L << 31) + 1,
            30 * DAY,
            (1L << 32) - 1,
            1L << 32,
            (1L << 32) + 1,
            60 * DAY,
            365 * DAY,
            366 * DAY,
            3_650 * DAY,
            1_000 * ((1L << 31) - 1),
            1_000 * (1L << 31),
            36_500 * DAY - 1,
            36_500 * DAY);

    /** In milliseconds. Nanoseconds that are added to the longer ones are lost in floating-point arithmetic. */
    private static final List<Long> WITH_A_FRACTION =
            List.of(DAY, 100 * DAY, 104 * DAY, 105 * DAY, 365 * DAY, 3_650 * DAY, 36_500 * DAY - 1);

    private static final List<Long> FRACTIONS_NANOS = List.of(1L, 100L, 999_999L);

    /** How many of the shortest TTLs in whole units are used: one unit, two units, and so on. */
    private static final int FEW_UNITS = 3;

    private TtlSizes() {}

    /**
     * Returns the TTLs whose expiry can be observed, in order: of any length if time is exact, and otherwise in whole
     * units, so that the time that passes by itself makes no difference.
     */
    static List<Duration> observable(Calls calls) {
        TreeSet<Duration> sizes = new TreeSet<>();
        if (calls.passing() == Passing.EXACT) {
            sizes.addAll(SMALL);
            LARGE.forEach(millis -> sizes.add(Duration.ofMillis(millis)));
            for (long millis : WITH_A_FRACTION) {
                FRACTIONS_NANOS.forEach(
                        nanos -> sizes.add(Duration.ofMillis(millis).plusNanos(nanos)));
            }
            return List.copyOf(sizes);
        }
        for (int count = 1; count <= FEW_UNITS; count++) {
            sizes.add(calls.units(count));
        }
        LARGE.forEach(millis -> sizes.add(atLeast(Duration.ofMillis(millis), calls)));
        sizes.removeIf(size -> size.compareTo(Duration.ofDays(36_500)) > 0);
        return List.copyOf(sizes);
    }

    private static Duration atLeast(Duration size, Calls calls) {
        long unit = calls.unit().toMillis();
        return calls.units((size.toMillis() + unit - 1) / unit);
    }

    /** Returns the TTLs that have ended when a unit has passed, but may have ended earlier. */
    static List<Duration> tiny(Calls calls) {
        Duration half = calls.unit().dividedBy(2);
        return Stream.concat(SMALL.stream(), LARGE.stream().map(Duration::ofMillis))
                .filter(size -> size.compareTo(half) < 0)
                .toList();
    }

    /** Returns a TTL rounded up to the whole milliseconds for which it counts (G-02). */
    static Duration rounded(Duration ttl) {
        return Duration.ofMillis(ttl.plusNanos(999_999).toMillis());
    }
}
