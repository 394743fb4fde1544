// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event on a scheduler of a {@link FakeClock} that may otherwise go unnoticed.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class SchedulerEvent {

    /**
     * What can happen on a scheduler.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The scheduler was shut down, by {@code shutdown} or {@code shutdownNow}. Reported once. */
        SHUT_DOWN("shut down"),

        /** A one-shot task threw. */
        TASK_THREW("a task threw"),

        /** A periodic task threw, and so will not run again. */
        PERIODIC_TASK_THREW("a periodic task will not run again, because it threw");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }
    }

    private final Kind kind;
    private final String scheduler;
    private final Instant at;
    private final @Nullable Throwable thrown;

    SchedulerEvent(Kind kind, String scheduler, Instant at, @Nullable Throwable thrown) {
        this.kind = Arguments.notNull(kind, "kind");
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.at = Arguments.notNull(at, "at");
        this.thrown = thrown;
    }

    /**
     * {@return the kind of this event}
     *
     * @since 0.1.0
     */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return the name of the scheduler, or its number if it has no name}
     *
     * @since 0.1.0
     */
    public String scheduler() {
        return scheduler;
    }

    /**
     * {@return the time on the clock when the event happened}
     *
     * @since 0.1.0
     */
    public Instant at() {
        return at;
    }

    /**
     * {@return the exception or error that the task threw, or empty if no task threw}
     *
     * @since 0.1.0
     */
    public Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Returns a description of the event, such as "scheduler b: a task threw X". */
    @Override
    public String toString() {
        String outcome = thrown == null ? "" : " " + thrown;
        return "scheduler " + scheduler + ": " + kind.phrase + outcome;
    }
}
