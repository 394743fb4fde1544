package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a scheduler of a {@link FakeClock} and that its caller may not have seen.
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
        /** The scheduler was shut down, by {@code shutdown} or {@code shutdownNow}. Told once. */
        SHUT_DOWN("was shut down"),

        /** A task that runs once threw. */
        TASK_THREW("a task threw"),

        /** A periodic task threw, and so will not run again. */
        PERIODIC_TASK_THREW("a periodic task threw");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Kind kind;
    private final String scheduler;
    private final Instant at;
    private final @Nullable Throwable thrown;

    SchedulerEvent(Kind kind, String scheduler, Instant at, @Nullable Throwable thrown) {
        this.kind = Arguments.notNull("kind", kind);
        this.scheduler = Arguments.notNull("scheduler", scheduler);
        this.at = Arguments.notNull("at", at);
        this.thrown = thrown;
    }

    /**
     * Returns what happened.
     *
     * @return the kind of this event
     * @since 0.1.0
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the name of the scheduler on which it happened, its number if it was not given one.
     *
     * @return the name
     * @since 0.1.0
     */
    public String scheduler() {
        return scheduler;
    }

    /**
     * Returns what the clock showed.
     *
     * @return the instant
     * @since 0.1.0
     */
    public Instant at() {
        return at;
    }

    /**
     * Returns what a task threw, or empty if no task threw.
     *
     * @return the exception or error
     * @since 0.1.0
     */
    public Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Returns the event in words, such as "scheduler b: a periodic task threw X and will not run again". */
    @Override
    public String toString() {
        String outcome = thrown == null ? "" : " " + thrown;
        String consequence = kind == Kind.PERIODIC_TASK_THREW ? " and will not run again" : "";
        return "scheduler " + scheduler + ": " + kind.words + outcome + consequence;
    }
}
