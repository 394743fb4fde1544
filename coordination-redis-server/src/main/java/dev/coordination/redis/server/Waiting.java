// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisException;

/** Waits until the servers of a set-up agree. */
final class Waiting {

    /** Long, because machines that run tests are busy; only a set-up that fails takes this long. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long POLL_MILLIS = 10;

    private Waiting() {}

    /** A condition. */
    interface Condition {

        /**
         * Returns what is still missing, or empty if the condition holds.
         *
         * @throws JedisException if a server does not respond, so that the condition does not hold
         */
        Optional<String> missing();
    }

    /**
     * Blocks until a condition holds.
     *
     * @param name the name of what is waited for, in error messages
     * @throws NoServerException if it does not hold in time, or the thread is interrupted
     */
    static void until(String name, Condition condition) throws NoServerException {
        long start = System.nanoTime();
        Optional<String> missing = missing(condition);
        while (missing.isPresent()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new NoServerException(
                        name + " was not ready within " + LIMIT.toSeconds() + " s: " + missing.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoServerException("interrupted while waiting for " + name, e);
            }
            missing = missing(condition);
        }
    }

    private static Optional<String> missing(Condition condition) {
        try {
            return condition.missing();
        } catch (JedisException e) {
            return Optional.of(FailureReason.innermost(e));
        }
    }
}
