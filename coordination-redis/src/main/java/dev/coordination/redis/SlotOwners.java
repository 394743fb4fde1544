// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern RANGE = Pattern.compile("(?<![^ ])(\\d{1,5})(?:-(\\d{1,5}))?(?![^ \\r])");

    private final CommandExecutor commands;
    private final CallDescription call;
    private final Collection<Pool<Connection>> masters;

    /** What each master of a cluster says. */
    private final List<Owned> slots;

    /**
     * What a node says of itself.
     *
     * @param text its flags, its epoch and its slots
     * @param count how many slots it has
     */
    private record Owned(String text, int count) {}

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
            throw ExceptionTranslator.notNow(
                    call, "the known nodes of the cluster do not have all slots; nothing was deleted");
        }
        return discovered;
    }

    Collection<Pool<Connection>> masters() {
        return masters;
    }

    /**
     * Asks the masters again.
     *
     * @throws dev.coordination.CoordinationUnavailableException if one of them cannot be asked, or its answer has changed
     */
    void checkUnchanged() {
        if (commands.isCluster() && !slots.equals(ask())) {
            throw ExceptionTranslator.notNow(
                    call, "slots of the cluster have moved meanwhile, so keys may have been missed");
        }
    }

    private List<Owned> ask() {
        return masters.stream()
                .map(master -> commands.readFrom(master, call, SlotOwners::owned, Command.CLUSTER, NODES))
                .toList();
    }

    /** Finds what a node says of itself in a list of all nodes. */
    private static Owned owned(@Nullable Object reply) {
        for (String line : Utf8.text(ReplyReader.bytes(reply)).split("\n")) {
            String[] fields = line.split(" ", SLOTS + 1);
            if (fields.length >= SLOTS && List.of(fields[FLAGS].split(",")).contains("myself")) {
                String slots = fields.length > SLOTS ? fields[SLOTS] : "";
                boolean isMaster = List.of(fields[FLAGS].split(",")).contains("master");
                return new Owned(fields[FLAGS] + " " + fields[EPOCH] + " " + slots, isMaster ? count(slots) : 0);
            }
        }
        throw new UnexpectedReplyException("Redis sent a list of nodes without its own");
    }

    /** Counts the slots in a list such as {@code 0-5460 7000 [93-<-id]}, whose last element is a slot that is being moved. */
    private static int count(String slots) {
        int count = 0;
        for (Matcher range = RANGE.matcher(slots); range.find(); ) {
            int first = Integer.parseInt(range.group(1));
            count += range.group(2) == null ? 1 : Integer.parseInt(range.group(2)) - first + 1;
        }
        return count;
    }

    private boolean isComplete() {
        if (!commands.isCluster()) {
            return true;
        }
        if (slots.stream().anyMatch(master -> master.text().contains("["))) {
            throw ExceptionTranslator.notNow(call, "slots of the cluster are being moved; nothing was deleted");
        }
        return slots.stream().mapToInt(Owned::count).sum() == Protocol.CLUSTER_HASHSLOTS;
    }
}
