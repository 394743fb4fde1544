// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;

/** A wait for a time, or less. */
@FunctionalInterface
interface Pause {

    void run(Duration atMost) throws InterruptedException;
}
