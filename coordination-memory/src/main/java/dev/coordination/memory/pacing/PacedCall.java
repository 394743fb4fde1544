// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory.pacing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits in real time, too. If {@link dev.coordination.memory.FakeClock#during} gets one, it runs due tasks
 * whenever the call is not waiting on the clock, and the call may take any amount of real time.
 *
 * @param <T> the type of the result
 */
public interface PacedCall<T extends @Nullable Object> extends Callable<T> {

    /**
     * Returns how far the clock moves while the call neither waits on it nor ends, which a look at it has found after
     * about 10 ms of real time. The clock does not move beyond the end of the duration.
     *
     * @param thread the thread of the call
     * @param look the number of looks since the call last waited on the clock, from 1
     */
    Duration pace(Thread thread, int look);
}
