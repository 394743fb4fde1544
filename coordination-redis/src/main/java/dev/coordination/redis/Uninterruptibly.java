// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/** Waits, for a bounded time, in methods that do not throw {@link InterruptedException}; an interrupt stays set. */
final class Uninterruptibly {

    /** A wait that can be repeated after an interrupt. */
    interface Wait {
        void await() throws InterruptedException;
    }

    private Uninterruptibly() {}

    static void run(Wait wait) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    wait.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
