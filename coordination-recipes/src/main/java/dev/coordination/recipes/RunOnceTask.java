// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Work that runs at most once at a time.
 *
 * @see RunOnce#run
 * @since 0.1.0
 */
@FunctionalInterface
public interface RunOnceTask {

    /**
     * Does the work. It is interrupted when the lock is lost, and should then return soon.
     *
     * @param term the time for which the lock is held; its {@linkplain Term#fencingToken fencing token} is to be passed to the
     *     systems that the task writes to
     * @throws InterruptedException if it was interrupted
     * @since 0.1.0
     */
    void run(Term term) throws InterruptedException;
}
