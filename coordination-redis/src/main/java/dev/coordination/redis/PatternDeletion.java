// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;

/**
 * Deletes the keys that match a pattern, in batches, because {@code KEYS} would block the server for its other clients
 * (C-06). On a cluster, it scans one master after another, and fails if slots have moved meanwhile, because keys may then have
 * moved from a master that was not yet scanned to one that was.
 */
final class PatternDeletion {

    private static final byte[] START = Utf8.bytes("0");
    private static final byte[] MATCH = Utf8.bytes("MATCH");
    private static final byte[] COUNT = Utf8.bytes("COUNT");

    /** The maximum number of keys that the server is asked to examine in each step. */
    private static final int MAX_BATCH = 1_000;

    /**
     * How many keys of the maximum length a step may compare with one byte of a pattern. After the first {@code *}, the server
     * may compare each byte of the pattern with each byte of a key, and it serves no other client meanwhile.
     */
    private static final int MAX_COMPARISONS = 1_024;

    private final CommandExecutor commands;
    private final CallDescription call;
    private final byte[] match;
    private final byte[] batch;
    private long deleted;

    PatternDeletion(CommandExecutor commands, Namespace namespace, String pattern) {
        this.commands = commands;
        this.call = new CallDescription("deleteMatching", "pattern", pattern);
        this.match = namespace.key(pattern);
        this.batch = Utf8.bytes(batch(Utf8.bytes(pattern)));
    }

    /** Deletes the matching keys, and returns how many the server removed; expired keys do not count (C-03). */
    long run() {
        try {
            SlotOwners owners = SlotOwners.find(commands, call);
            owners.masters().forEach(this::deleteFrom);
            owners.checkUnchanged();
        } catch (CoordinationClosedException e) {
            throw e;
        } catch (CoordinationException e) {
            // The failure describes one step; the steps before it have had their effects.
            throw deleted == 0 ? e : ExceptionTranslator.afterDeleting(call, deleted, e);
        }
        return deleted;
    }

    /** Deletes the keys of one master. A cursor means nothing to another server. */
    private void deleteFrom(Pool<Connection> master) {
        byte[] cursor = START;
        do {
            Page page = commands.readFrom(master, call, Page::of, Command.SCAN, cursor, MATCH, match, COUNT, batch);
            cursor = page.next();
            if (!page.keys().isEmpty()) {
                unlink(master, page.keys());
            }
        } while (!Arrays.equals(cursor, START));
    }

    /** Returns how many keys a step examines: fewer, the more of the pattern follows the first {@code *}. */
    static int batch(byte[] pattern) {
        int star = 0;
        while (star < pattern.length && pattern[star] != '*') {
            star++;
        }
        int rest = Math.max(1, pattern.length - star - 1);
        return Math.max(1, Math.min(MAX_BATCH, MAX_COMPARISONS / rest));
    }

    /** One step of a scan. */
    private record Page(byte[] next, List<byte[]> keys) {

        static Page of(@Nullable Object reply) {
            List<?> parts = ReplyReader.list(reply);
            if (parts.size() != 2) {
                throw new UnexpectedReplyException(
                        "Redis sent a list of " + parts.size() + " instead of a cursor and keys");
            }
            return new Page(ReplyReader.bytes(parts.get(0)), ReplyReader.strings(parts.get(1)));
        }
    }

    private void unlink(Pool<Connection> master, List<byte[]> keys) {
        List<List<byte[]>> groups = commands.isCluster() ? bySlot(keys) : List.of(keys);
        List<?> replies = commands.writeTo(master, call, Command.UNLINK, groups);
        JedisDataException refusal = null;
        for (int i = 0; i < groups.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof JedisRedirectionException && commands.isCluster()) {
                deleted += commands.run(
                        call, ReplyReader::number, Command.UNLINK, groups.get(i).toArray(byte[][]::new));
            } else if (reply instanceof JedisDataException error) {
                refusal = error;
            } else {
                deleted += ReplyReader.number(reply);
            }
        }
        if (refusal != null) {
            throw ExceptionTranslator.errorReply(call, refusal);
        }
    }

    /** A command may name only keys of one slot. */
    private static List<List<byte[]>> bySlot(List<byte[]> keys) {
        return List.copyOf(keys.stream()
                .collect(Collectors.groupingBy(JedisClusterCRC16::getSlot))
                .values());
    }
}
