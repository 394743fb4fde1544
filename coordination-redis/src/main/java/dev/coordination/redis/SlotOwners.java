// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.Pool;

/** The masters, and which slots each of them says that it has, if they are those of a cluster. */
final class SlotOwners {

    private static final byte[] NODES = Utf8.bytes("NODES");

    /** The fields of a line of {@code CLUSTER NODES}. */
    private static final int FLAGS = 2;

    private static final int EPOCH = 6;
    private static final int SLOTS = 8;

    private final CommandExecutor commands;
    private final CallDescription call;
    private final Collection<Pool<Connection>> masters;

    /** For each master of a cluster, its flags, its epoch and its slots. */
    private final List<String> slots;

    private SlotOwners(CommandExecutor commands, CallDescription call) {
        this.commands = commands;
        this.call = call;
        this.masters = commands.masters(call);
        this.slots = commands.isCluster() ? ask() : List.of();
    }

    /**
     * Asks the masters. If other nodes have some of the slots now, they are discovered.
     *
     * @throws dev.coordination.CoordinationUnavailableException if one of them cannot be asked, slots are being moved, or no known
     *     node has some of the slots
     */
    static SlotOwners find(CommandExecutor commands, CallDescription call) {
        SlotOwners known = new SlotOwners(commands, call);
        if (known.isComplete()) {
            return known;
        }
        commands.discover();
        SlotOwners discovered = new SlotOwners(commands, call);
        if (!discovered.isComplete()) {
            throw ExceptionTranslator.notNow(call, "slots of the cluster have moved; nothing was deleted");
        }
        return discovered;
    }

    Collection<Pool<Connection>> masters() {
        return masters;
    }

    /**
     * Asks the masters again.
     *
     * @throws dev.coordination.CoordinationUnavailableException if one of them cannot be asked, or says something else than before
     */
    void checkUnchanged() {
        if (commands.isCluster() && !slots.equals(ask())) {
            throw ExceptionTranslator.notNow(
                    call, "slots of the cluster have moved meanwhile, so keys may have been missed");
        }
    }

    private List<String> ask() {
        return masters.stream()
                .map(master -> commands.readFrom(master, call, SlotOwners::ownLine, Command.CLUSTER, NODES))
                .toList();
    }

    /** Returns what a node says of itself. */
    private static String ownLine(@Nullable Object reply) {
        for (String line : Utf8.text(ReplyReader.bytes(reply)).split("\n")) {
            String[] fields = line.split(" ", SLOTS + 1);
            if (fields.length >= SLOTS && List.of(fields[FLAGS].split(",")).contains("myself")) {
                return fields[FLAGS] + " " + fields[EPOCH] + (fields.length > SLOTS ? " " + fields[SLOTS] : "");
            }
        }
        throw new UnexpectedReplyException("Redis sent a list of nodes without its own");
    }

    private boolean isComplete() {
        if (!commands.isCluster()) {
            return true;
        }
        if (slots.stream().anyMatch(master -> master.contains("["))) {
            throw ExceptionTranslator.notNow(call, "slots of the cluster are being moved; nothing was deleted");
        }
        return slots.stream().mapToInt(SlotOwners::count).sum() == Protocol.CLUSTER_HASHSLOTS;
    }

    /** Counts the slots of a master: those of a replica do not count. */
    private static int count(String master) {
        String[] words = master.split(" ");
        int count = 0;
        for (int i = 2; i < words.length && List.of(words[0].split(",")).contains("master"); i++) {
            String[] range = words[i].split("-");
            count += Integer.parseInt(range[range.length - 1]) - Integer.parseInt(range[0]) + 1;
        }
        return count;
    }
}
