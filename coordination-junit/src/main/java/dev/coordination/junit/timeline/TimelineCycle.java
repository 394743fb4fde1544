package dev.coordination.junit.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries that happened several times in a row.
 *
 * @param entries the entries of the first time
 * @param times how often, at least twice
 * @param until when the last entry of the last time happened
 */
record TimelineCycle(List<TimelineEntry> entries, int times, Instant until) implements TimelineEntry {

    /** The most entries that a cycle is looked for in. */
    private static final int LONGEST = 4;

    /** Appends an entry, and turns what repeats itself at the end of the list into cycles. */
    static void append(List<TimelineEntry> list, TimelineEntry entry) {
        list.add(entry);
        int length = 1;
        while (length <= LONGEST) {
            // What has become shorter can be part of another cycle.
            length = extendsCycle(list, length) || beginsCycle(list, length) ? 1 : length + 1;
        }
    }

    /** Counts the last entries if they are the cycle before them once more. */
    private static boolean extendsCycle(List<TimelineEntry> list, int length) {
        int from = list.size() - length;
        if (from < 1
                || !(list.get(from - 1) instanceof TimelineCycle cycle)
                || !repeat(cycle.entries, list.subList(from, list.size()))) {
            return false;
        }
        replace(
                list,
                from - 1,
                new TimelineCycle(cycle.entries, cycle.times + 1, last(list).until()));
        return true;
    }

    /** Makes a cycle of the last entries if they are those before them once more. */
    private static boolean beginsCycle(List<TimelineEntry> list, int length) {
        int from = list.size() - 2 * length;
        if (from < 0) {
            return false;
        }
        List<TimelineEntry> first = list.subList(from, from + length);
        if (!repeat(first, list.subList(from + length, list.size()))) {
            return false;
        }
        replace(list, from, new TimelineCycle(List.copyOf(first), 2, last(list).until()));
        return true;
    }

    private static void replace(List<TimelineEntry> list, int from, TimelineCycle cycle) {
        list.subList(from, list.size()).clear();
        list.add(cycle);
    }

    private static TimelineEntry last(List<TimelineEntry> list) {
        return list.get(list.size() - 1);
    }

    private static boolean repeat(List<TimelineEntry> these, List<TimelineEntry> those) {
        if (these.size() != those.size()) {
            return false;
        }
        for (int i = 0; i < these.size(); i++) {
            if (!these.get(i).repeats(those.get(i))) {
                return false;
            }
        }
        return true;
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
        return other instanceof TimelineCycle cycle && cycle.times == times && repeat(entries, cycle.entries);
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
