// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Sends commands over the connection of a call, and returns the replies.
 *
 * @param asking whether the server is a node that another node of the cluster is moving the keys to, and which would send the
 *     caller back without {@code ASKING} before each command
 */
record Sender(Connection connection, boolean asking) {

    /**
     * Sends one command, and waits for its reply.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if the reply is an error, or there is none
     */
    @Nullable
    Object send(CommandArguments command) {
        if (asking) {
            var unused = connection.executeCommand(new CommandArguments(Command.ASKING));
        }
        return execute(command);
    }

    /**
     * Sends several commands before it waits for their replies. An error reply is returned as a {@link JedisDataException}.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if there are no replies
     */
    List<Object> sendAll(List<CommandArguments> commands) {
        List<Object> replies = commands.size() == 1 ? List.of(replyOrError(commands.get(0))) : pipeline(commands);
        for (Object reply : replies) {
            if (reply instanceof JedisDataException error && ExceptionTranslator.isAboutConnection(error)) {
                connection.setBroken();
            }
        }
        return replies;
    }

    private Object replyOrError(CommandArguments command) {
        try {
            Object reply = execute(command);
            if (reply == null) {
                throw new UnexpectedReplyException("Redis sent nil");
            }
            return reply;
        } catch (JedisDataException e) {
            return e;
        }
    }

    private List<Object> pipeline(List<CommandArguments> commands) {
        long bytes = commands.stream().mapToLong(Sender::bytes).sum();
        return WriteTimeout.call(connection, bytes, () -> {
            commands.forEach(connection::sendCommand);
            return connection.getMany(commands.size());
        });
    }

    private @Nullable Object execute(CommandArguments command) {
        return WriteTimeout.<@Nullable Object>call(
                connection, bytes(command), () -> connection.executeCommand(command));
    }

    private static long bytes(CommandArguments command) {
        long bytes = 0;
        for (Rawable word : command) {
            bytes += word.getRaw().length;
        }
        return bytes;
    }
}
