// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A scheduler whose delays follow a clock of its own, such as a fake clock. Code that takes a scheduler can read the same time
 * without being given the clock as well.
 *
 * @since 0.1.0
 */
public interface ClockedScheduler extends ScheduledExecutorService {

    /**
     * Returns the clock.
     *
     * @return the clock that the delays follow
     * @since 0.1.0
     */
    Clock clock();
}
