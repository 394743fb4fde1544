// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.Pool;

/** Which slots the masters of a cluster say that they have. Empty if there is no cluster. */
final class SlotOwners {

    private static final byte[] NODES = Utf8.bytes("NODES");

    /** The fields of a line of {@code CLUSTER NODES} before the slots. */
    private static final int FLAGS = 2;

    private static final int EPOCH = 6;
    private static final int SLOTS = 8;

    /** For each master, its flags, its epoch and its slots. */
    private final List<String> masters;

    private SlotOwners(List<String> masters) {
        this.masters = masters;
    }

    /**
     * Asks the masters.
     *
     * @throws dev.coordination.CoordinationUnavailableException if one of them cannot be asked, slots are being moved, or other
     *     nodes have some of the slots
     */
    static SlotOwners of(CommandExecutor commands, CallDescription call, Collection<Pool<Connection>> masters) {
        if (!commands.isCluster()) {
            return new SlotOwners(List.of());
        }
        SlotOwners owners = ask(commands, call, masters);
        if (owners.masters.stream().anyMatch(master -> master.contains("["))) {
            throw ExceptionTranslator.notNow(call, "slots of the cluster are being moved; nothing was deleted");
        }
        if (owners.masters.stream().mapToInt(SlotOwners::count).sum() != Protocol.CLUSTER_HASHSLOTS) {
            commands.refresh();
            throw ExceptionTranslator.notNow(call, "slots of the cluster have moved; nothing was deleted");
        }
        return owners;
    }

    /**
     * Asks the masters again.
     *
     * @throws dev.coordination.CoordinationUnavailableException if one of them cannot be asked, or says something else than before
     */
    void checkUnchanged(CommandExecutor commands, CallDescription call, Collection<Pool<Connection>> pools) {
        if (!masters.isEmpty() && !masters.equals(ask(commands, call, pools).masters)) {
            commands.refresh();
            throw ExceptionTranslator.notNow(
                    call, "slots of the cluster have moved meanwhile, so keys may have been missed");
        }
    }

    private static SlotOwners ask(CommandExecutor commands, CallDescription call, Collection<Pool<Connection>> pools) {
        List<String> masters = new ArrayList<>();
        for (Pool<Connection> pool : pools) {
            masters.add(commands.readFrom(pool, call, SlotOwners::ownLine, Command.CLUSTER, NODES));
        }
        return new SlotOwners(masters);
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
