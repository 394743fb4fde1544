// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of entries that occurred several times in a row.
 *
 * @param entries the entries of the first occurrence
 * @param times the number of occurrences, at least two
 * @param until when the last entry of the last occurrence happened
 */
record TimelineCycle(List<TimelineEntry> entries, int times, Instant until, int fingerprint) implements TimelineEntry {

    /** The maximum number of entries in a cycle. */
    private static final int LONGEST = 4;

    private static TimelineCycle of(List<TimelineEntry> entries, int times, Instant until) {
        return new TimelineCycle(
                entries, times, until, 31 * times + entries.get(0).fingerprint());
    }

    /**
     * Appends an entry, and collapses repetitions at the end of the list into cycles. Whether a cycle that continues is
     * part of a longer one is known only when another entry follows it.
     */
    static void append(List<TimelineEntry> list, TimelineEntry entry) {
        list.add(entry);
        for (int length = 1; length <= LONGEST; length++) {
            if (extendsCycle(list, length) || beginsCycle(list, length)) {
                return;
            }
        }
    }

    /** Adds the last entries to the cycle before them if they repeat it. */
    private static boolean extendsCycle(List<TimelineEntry> list, int length) {
        int from = list.size() - length;
        if (from < 1
                || !(list.get(from - 1) instanceof TimelineCycle cycle)
                || cycle.entries.size() != length
                || !repeat(length, cycle.entries, 0, list, from)) {
            return false;
        }
        replace(list, from - 1, of(cycle.entries, cycle.times + 1, last(list).until()));
        return true;
    }

    /** Collapses the last entries into a cycle if they repeat the ones before them. */
    private static boolean beginsCycle(List<TimelineEntry> list, int length) {
        int from = list.size() - 2 * length;
        if (from < 0 || !repeat(length, list, from, list, from + length)) {
            return false;
        }
        List<TimelineEntry> first = List.copyOf(list.subList(from, from + length));
        replace(list, from, of(first, 2, last(list).until()));
        return true;
    }

    private static boolean repeat(
            int length, List<TimelineEntry> these, int these0, List<TimelineEntry> those, int those0) {
        for (int i = length - 1; i >= 0; i--) { // The newest entry first, because it differs most often.
            TimelineEntry one = these.get(these0 + i);
            TimelineEntry other = those.get(those0 + i);
            if (one.fingerprint() != other.fingerprint() || !one.repeats(other)) {
                return false;
            }
        }
        return true;
    }

    private static void replace(List<TimelineEntry> list, int from, TimelineCycle cycle) {
        while (list.size() > from + 1) {
            list.remove(list.size() - 1);
        }
        list.set(from, cycle);
    }

    private static TimelineEntry last(List<TimelineEntry> list) {
        return list.get(list.size() - 1);
    }

    @Override
    public long sequence() {
        return entries.get(0).sequence();
    }

    @Override
    public Instant at() {
        return entries.get(0).at();
    }

    @Override
    public int size() {
        return times * entries.stream().mapToInt(TimelineEntry::size).sum();
    }

    @Override
    public boolean repeats(TimelineEntry other) {
        return other instanceof TimelineCycle cycle
                && cycle.times == times
                && cycle.entries.size() == entries.size()
                && repeat(entries.size(), entries, 0, cycle.entries, 0);
    }

    @Override
    public @Nullable Object ttlOf() {
        return entries.stream()
                .map(TimelineEntry::ttlOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Stream<String> lines(Instant start) {
        List<String> lines =
                entries.stream().flatMap(entry -> entry.lines(start)).toList();
        String last = until.equals(at()) ? "" : ", until " + Duration.between(start, until);
        return lines.size() == 1
                ? Stream.of(lines.get(0) + " (" + times + " times" + last + ")")
                : Stream.concat(
                        Stream.of(times + " times" + last + ":"), lines.stream().map(line -> "  " + line));
    }
}
