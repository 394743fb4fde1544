// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** A command on a link that the server has not completely answered: one reply for each argument, or one error. */
final class PendingCommand {

    /** What happens when the server has answered. */
    interface Outcome {

        /** Called by the reader. The refusal is null if the server has not refused the command. */
        void answered(@Nullable JedisDataException refusal);
    }

    private final Command command;
    private final List<byte[]> arguments;
    private final Outcome outcome;

    /** How many replies are missing. Used by the reader only. */
    private int missing;

    PendingCommand(Command command, List<byte[]> arguments, Outcome outcome) {
        this.command = command;
        this.arguments = arguments;
        this.outcome = outcome;
        this.missing = Math.max(1, arguments.size());
    }

    /** Creates a command for topics of one kind. */
    static PendingCommand forTopics(Command command, List<TopicName> topics, Outcome outcome) {
        return new PendingCommand(command, topics.stream().map(TopicName::bytes).toList(), outcome);
    }

    CommandArguments toArguments() {
        CommandArguments all = new CommandArguments(command);
        arguments.forEach(all::add);
        return all;
    }

    /** Returns the word that each reply begins with. */
    String word() {
        return command == Command.PING ? "pong" : command.name().toLowerCase(Locale.ROOT);
    }

    /** Records a reply, and returns whether it was the last one. */
    boolean isAnsweredByOneMore() {
        missing--;
        return missing == 0;
    }

    void answered(@Nullable JedisDataException refusal) {
        outcome.answered(refusal);
    }
}
