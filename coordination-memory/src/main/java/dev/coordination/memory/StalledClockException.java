// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationException;

/**
 * Thrown if a thread waits on a {@link FakeClock} that nobody moves, because the wait would never end.
 *
 * <p>The message says what the thread waited for and, where they apply, the instant at which the clock stood, the
 * length of the {@linkplain FakeClock.Builder#stallGuard stall guard} in real time, and what to do.
 *
 * @since 0.1.0
 */
public final class StalledClockException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    StalledClockException(String message) {
        super(message);
    }
}
