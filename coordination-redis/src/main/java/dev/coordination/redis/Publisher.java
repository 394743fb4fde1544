// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Publishes the messages of a handle, and the probes of its links, through the master of their channels. */
final class Publisher {

    /** How often a node may say that it has the slot of a channel, and then that it does not. */
    private static final int MOST_CHANGES = 5;

    private final CommandExecutor commands;
    private final PubSubMode mode;

    Publisher(CommandExecutor commands, PubSubMode mode) {
        this.commands = commands;
        this.mode = mode;
    }

    /** Publishes a message, and returns how many subscriptions receive it. */
    long publish(CallDescription call, byte[] channel, byte[] payload) {
        if (mode == PubSubMode.PLAIN) {
            return commands.run(call, ReplyReader::number, Command.PUBLISH, channel, payload);
        }
        return commands.send(
                call,
                error -> mode.refused(call, error),
                ReplyReader::number,
                channel,
                sender -> publish(sender, channel, payload));
    }

    /** Publishes a message on a node of a cluster if it is the master that has the slot of the channel. */
    private static @Nullable Object publish(Sender sender, byte[] channel, byte[] payload) {
        List<byte[]> arguments = List.of(channel, payload);
        for (int changes = 0; ; changes++) {
            try {
                return LuaScript.PUBLISH.run(sender, List.of(channel), arguments);
            } catch (JedisAskDataException e) {
                // The slot is being moved, and its subscribers are still here: the target would reach none of them.
            }
            try {
                return LuaScript.PUBLISH.run(sender, List.of(), arguments);
            } catch (JedisDataException e) {
                if (!ExceptionTranslator.isNotLocal(e) || changes == MOST_CHANGES) {
                    throw e;
                } // otherwise the slot has moved meanwhile, and the node can tell where it is
            }
        }
    }
}
