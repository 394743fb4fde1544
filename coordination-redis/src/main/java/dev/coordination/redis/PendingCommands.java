// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The commands on a link that the server has not answered. It answers the commands of a connection in their order, so a
 * reply, or an error, which does not say what it is about, belongs to the oldest one.
 */
final class PendingCommands {

    private final Queue<PendingCommand> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    /** Adds a command that is about to be written. */
    void add(PendingCommand command) {
        sent.incrementAndGet();
        queue.add(command);
    }

    /**
     * Records a reply.
     *
     * @throws IllegalStateException if the oldest command has no such reply
     */
    void replied(String word) {
        PendingCommand oldest = queue.peek();
        if (oldest == null || !oldest.word().equals(word)) {
            throw unexpected("a reply " + word, oldest);
        }
        if (oldest.isAnsweredByOneMore()) {
            answered(oldest, null);
        }
    }

    /**
     * Records an error reply.
     *
     * @throws IllegalStateException if there is no command that it can answer
     */
    void refused(JedisDataException error) {
        PendingCommand oldest = queue.peek();
        if (oldest == null) {
            throw unexpected("an error", oldest);
        }
        answered(oldest, error);
    }

    private void answered(PendingCommand command, @Nullable JedisDataException refusal) {
        queue.remove();
        command.answered(refusal);
        answered.incrementAndGet();
    }

    private static IllegalStateException unexpected(String received, @Nullable PendingCommand oldest) {
        return new IllegalStateException("Redis sent " + received + " instead of "
                + (oldest == null ? "a message" : "a reply " + oldest.word()));
    }

    /** Returns how many commands have been sent, including one that is being written. */
    long sent() {
        return sent.get();
    }

    /** Returns how many commands have been answered: the oldest ones. */
    long answered() {
        return answered.get();
    }
}
