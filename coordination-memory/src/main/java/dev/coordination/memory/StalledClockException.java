package dev.coordination.memory;

import dev.coordination.CoordinationException;

/**
 * A thread waited for something that a {@link FakeClock} would bring if it were moved, and nobody moved it: the wait would
 * never have ended.
 *
 * <p>The message says what the thread waited for, what the clock showed, how long the guard was in real time, and what to do.
 *
 * @since 0.1.0
 */
public final class StalledClockException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    StalledClockException(String message) {
        super(message);
    }
}
