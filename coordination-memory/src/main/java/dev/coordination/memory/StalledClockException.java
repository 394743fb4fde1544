package dev.coordination.memory;

import dev.coordination.CoordinationException;

/**
 * A thread waited on a {@link FakeClock} that nobody moved: the wait would never have ended.
 *
 * <p>The message tells what the clock showed, until when the thread waited, and how long, in real time, the guard was.
 *
 * @since 0.1.0
 */
public final class StalledClockException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    StalledClockException(String message) {
        super(message);
    }
}
