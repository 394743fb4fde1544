package dev.coordination.redis;

/** Waits, in bounded time, where the port has no interruption to report; an interrupt is kept for later. */
final class Uninterruptibly {

    /** A wait that can begin anew. */
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
