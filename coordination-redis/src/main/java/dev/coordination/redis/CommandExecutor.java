// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.redis.Connections.Borrowed;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Sends commands and scripts over the pool's connections, without retries, and converts the replies. A reply that cannot be
 * converted counts as a broken connection.
 */
final class CommandExecutor {

    /** Converts a raw reply. */
    interface Reply<T extends @Nullable Object> {

        /**
         * Converts a reply.
         *
         * @throws UnexpectedReplyException if the command cannot have this reply
         */
        T convert(@Nullable Object reply);
    }

    private final Connections connections;
    private final HandleState state;
    private final @Nullable Replication replication;

    /**
     * Creates an executor.
     *
     * @param replication waits for replicas after writes; may be null
     */
    CommandExecutor(Connections connections, HandleState state, @Nullable Replication replication) {
        this.connections = connections;
        this.state = state;
        this.replication = replication;
    }

    /** Returns an object that stands for the server that is the master now, for {@link #checkMaster}. */
    Object master(CallDescription call) {
        state.checkOpen();
        return Uninterruptibly.call(() -> connections.master(call));
    }

    /** Throws an exception if the master is no longer the one that it was. */
    void checkMaster(CallDescription call, Object master) {
        if (connections.master(call) != master) {
            throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, otherMaster()));
        }
    }

    private static JedisConnectionException otherMaster() {
        return new JedisConnectionException("another server has become the master during the call");
    }

    <T extends @Nullable Object> T run(CallDescription call, Reply<T> reply, Command command, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), reply, command, arguments);
    }

    /** Runs a command whose error replies are translated by the caller. */
    <T extends @Nullable Object> T run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Reply<T> reply,
            Command command,
            byte[]... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (byte[] argument : arguments) {
            all.add(argument);
        }
        return send(
                call,
                onError,
                size(List.of(arguments)),
                Replication.isWrite(command),
                reply,
                connection -> connection.executeCommand(all));
    }

    <T extends @Nullable Object> T run(
            CallDescription call, Reply<T> reply, LuaScript script, List<byte[]> keys, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), reply, script, keys, arguments);
    }

    /** Runs a script whose error replies are translated by the caller. */
    <T extends @Nullable Object> T run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Reply<T> reply,
            LuaScript script,
            List<byte[]> keys,
            byte[]... arguments) {
        List<byte[]> all = List.of(arguments);
        long size = size(keys) + size(all);
        return send(call, onError, size, script.writes(), reply, connection -> script.run(connection, keys, all));
    }

    private static long size(List<byte[]> arguments) {
        long size = 0;
        for (byte[] argument : arguments) {
            size += argument.length;
        }
        return size;
    }

    private <T extends @Nullable Object> T send(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            long size,
            boolean writes,
            Reply<T> reply,
            Function<Connection, @Nullable Object> action) {
        state.checkOpen();
        return Uninterruptibly.call(() -> sendNow(call, onError, size, writes, reply, action));
    }

    private <T extends @Nullable Object> T sendNow(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            long size,
            boolean writes,
            Reply<T> reply,
            Function<Connection, @Nullable Object> action) {
        Borrowed borrowed = connections.borrow(call);
        Connection connection = borrowed.connection();
        boolean sound = false;
        try {
            T result = reply.convert(WriteTimeout.call(connection, size, () -> action.apply(connection)));
            if (UnreadReply.isIn(connection)) {
                throw new UnexpectedReplyException("Redis sent more than one reply");
            }
            if (!connections.isCurrent(borrowed)) {
                throw otherMaster();
            }
            if (writes && replication != null) {
                replication.await(call, connection);
            }
            sound = true;
            return result;
        } catch (CoordinationException e) {
            sound = true;
            throw e;
        } catch (JedisDataException e) {
            sound = !ExceptionTranslator.isAboutConnection(e);
            throw onError.apply(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What is not a reply can nest too deeply for the parser, or claim a length that exceeds the heap.
            throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, e));
        } finally {
            if (sound) {
                connections.giveBack(borrowed);
            } else {
                connections.discard(borrowed);
            }
        }
    }
}
