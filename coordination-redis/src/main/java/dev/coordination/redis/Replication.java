// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Waits, after each write, until replicas have confirmed it.
 *
 * @param replicas how many must confirm it; at least 1
 * @param timeout how long to wait for them
 */
record Replication(int replicas, Duration timeout) {

    private static final Set<Command> WRITES =
            Set.of(Command.SET, Command.DEL, Command.PEXPIRE, Command.INCRBY, Command.UNLINK);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    Replication {
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas must be at least 1, but was " + replicas);
        }
        Arguments.notNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "timeout must be at least a millisecond and at most a minute, but was " + timeout);
        }
    }

    static boolean isWrite(Command command) {
        return WRITES.contains(command);
    }

    /** Waits for the replicas to confirm what was written over a connection. Fails if too few of them do in time. */
    void await(CallDescription call, Connection connection) {
        int readTimeout = connection.getSoTimeout();
        int millis = (int) timeout.toMillis();
        connection.setSoTimeout(readTimeout == 0 ? 0 : readTimeout + millis);
        try {
            long confirmed = ReplyReader.number(connection.executeCommand(
                    new CommandArguments(Command.WAIT).add(replicas).add(millis)));
            if (confirmed < replicas) {
                throw ExceptionTranslator.notReplicated(
                        call, confirmed + " of " + replicas + " replicas confirmed it within " + millis + " ms");
            }
        } catch (JedisDataException e) {
            connection.setBroken(); // the server may have become a replica
            throw ExceptionTranslator.notReplicated(call, e);
        } finally {
            connection.setSoTimeout(readTimeout);
        }
    }
}
