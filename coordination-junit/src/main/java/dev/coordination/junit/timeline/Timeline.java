// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.CoordinationCall;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import dev.coordination.memory.SchedulerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls on the handles of one test and the moves of its clock, which are shown if the test fails. Entries are
 * sorted by their start, repetitions are collapsed, and the size is limited.
 *
 * <p>A timeline keeps the first entries, the last ones, and some that set a TTL. It is thread-safe.
 *
 * @since 0.1.0
 */
public final class Timeline {

    private static final int FIRST = 10;
    private static final int LAST = 40;

    /** The number of entries that set a TTL and are kept between the first and the last entries. */
    private static final int TTLS = 20;

    /**
     * How many entries are collected before they are sorted and collapsed. This is done in batches, since it takes
     * longer than a call.
     */
    private static final int FRESH = 100;

    /**
     * The operations whose effects others can see. If a test calls none of them, its code probably uses another
     * {@code DistributedCoordination}.
     */
    static final Set<Operation> WRITES = EnumSet.of(
            Operation.CACHE_SET,
            Operation.CACHE_SET_IF_ABSENT,
            Operation.CACHE_REPLACE,
            Operation.CACHE_DELETE,
            Operation.CACHE_DELETE_MATCHING,
            Operation.CACHE_EXPIRE,
            Operation.CACHE_INCREMENT,
            Operation.PUB_SUB_PUBLISH,
            Operation.LEADER_ELECTION_TRY_ACQUIRE,
            Operation.LEADER_ELECTION_RENEW,
            Operation.LEADER_ELECTION_RELEASE,
            Operation.CLUSTER_MEMBERSHIP_REGISTER,
            Operation.CLUSTER_MEMBERSHIP_HEARTBEAT,
            Operation.CLUSTER_MEMBERSHIP_DEREGISTER);

    private static final String ADVICE_ON_WRITES =
            "Nothing was written to this coordination. Code that was expected to write to it"
                    + " uses another one, such as a bean of an application context.";

    private static final Comparator<TimelineEntry> BY_START = Comparator.comparingLong(TimelineEntry::sequence);

    private final Clock clock;
    private final Instant start;
    private final @Nullable String adviceOnTtls;

    /** Guarded by this. */
    private final List<TimelineEntry> fresh = new ArrayList<>();

    /** Whether {@link #fresh} is sorted, as it is unless calls overlap. Guarded by this. */
    private boolean inOrder = true;

    /** The entries before {@link #fresh}, collapsed. Guarded by this. */
    private final List<TimelineEntry> kept = new ArrayList<>();

    /** How many entries are left out after the first {@link #FIRST} of {@link #kept}. Guarded by this. */
    private long dropped;

    /** Guarded by this. */
    private boolean moved;

    /** Guarded by this. */
    private boolean written;

    /** Whether any call set a TTL. Guarded by this. */
    private boolean ttlGiven;

    /**
     * Creates a timeline that begins now.
     *
     * @param clock the clock of the test
     * @param adviceOnTtls the last line for a test that sets TTLs but never moves the clock; null for a timeline without any
     *     advice
     * @since 0.1.0
     */
    public Timeline(Clock clock, @Nullable String adviceOnTtls) {
        this.clock = clock;
        this.start = clock.instant();
        this.adviceOnTtls = adviceOnTtls;
    }

    /**
     * Adds a call.
     *
     * @param call the call
     * @since 0.1.0
     */
    public void add(CoordinationCall call) {
        keep(TimelineCall.of(call), WRITES.contains(call.operation()));
    }

    /**
     * Adds a move of the clock.
     *
     * @param by how far it moved
     * @since 0.1.0
     */
    public void moved(Duration by) {
        keep(new TimelineNote(ObservedCoordination.nextSequence(), clock.instant(), "clock advanced by " + by, false));
        synchronized (this) {
            moved = true;
        }
    }

    /**
     * Adds an event of a task or a scheduler.
     *
     * @param event the event
     * @since 0.1.0
     */
    public void add(SchedulerEvent event) {
        keep(new TimelineNote(ObservedCoordination.nextSequence(), event.at(), Snapshot.asText(event), true));
    }

    /**
     * Adds an event that is not a call.
     *
     * @param text a description of the event, in one line
     * @since 0.1.0
     */
    public void note(String text) {
        keep(new TimelineNote(ObservedCoordination.nextSequence(), clock.instant(), text, true));
    }

    private void keep(TimelineEntry entry) {
        keep(entry, false);
    }

    private synchronized void keep(TimelineEntry entry, boolean write) {
        written |= write;
        inOrder = inOrder && (fresh.isEmpty() || fresh.get(fresh.size() - 1).sequence() < entry.sequence());
        fresh.add(entry);
        ttlGiven = ttlGiven || entry.ttlOf() != null;
        if (fresh.size() == FRESH) {
            collapse();
        }
    }

    private void collapse() {
        if (!inOrder) {
            fresh.sort(BY_START);
            inOrder = true;
        }
        fresh.forEach(entry -> TimelineCycle.append(kept, entry));
        fresh.clear();
        dropMiddle();
    }

    /**
     * Drops the entries between the first and the last ones, except the latest that set the TTL of each key, lease or node.
     */
    private void dropMiddle() {
        if (kept.size() <= FIRST + LAST) {
            return;
        }
        List<TimelineEntry> middle = kept.subList(FIRST, kept.size() - LAST);
        List<TimelineEntry> ttls = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = middle.size() - 1; i >= 0; i--) {
            TimelineEntry entry = middle.get(i);
            Object thing = seen.size() < TTLS ? entry.ttlOf() : null;
            if (thing != null && seen.add(thing)) {
                ttls.add(entry);
            } else {
                dropped += entry.size();
            }
        }
        Collections.reverse(ttls);
        middle.clear();
        kept.addAll(FIRST, ttls);
    }

    /**
     * Returns the timeline as text.
     *
     * @return several lines, or empty if there are no entries
     * @since 0.1.0
     */
    public synchronized Optional<String> asText() {
        collapse();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        lines.add("What happened on the coordination of this test, with times from its clock:");
        int first = dropped > 0 ? FIRST : kept.size();
        addLines(lines, kept.subList(0, first));
        if (dropped > 0) {
            lines.add("  (" + dropped + " entries are left out here)");
        }
        addLines(lines, kept.subList(first, kept.size()));
        if (adviceOnTtls != null && ttlGiven && !moved) {
            lines.add(adviceOnTtls);
        }
        if (adviceOnTtls != null && !written) {
            lines.add(ADVICE_ON_WRITES);
        }
        return Optional.of(String.join("\n", lines));
    }

    private void addLines(List<String> lines, List<TimelineEntry> entries) {
        entries.stream().sorted(BY_START).flatMap(entry -> entry.lines(start)).forEach(line -> lines.add("  " + line));
    }
}
