// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import java.time.Duration;

/**
 * Waits between two attempts to take a lock. A fake clock has such a method.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Sleeper {

    /**
     * Waits.
     *
     * @param duration how long; positive
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @since 0.1.0
     */
    void sleep(Duration duration) throws InterruptedException;
}
