// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationUnavailableException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Deletes the keys that match a pattern, in batches, because {@code KEYS} would block the server for its other clients
 * (C-06).
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
    private final Namespace namespace;

    PatternDeletion(CommandExecutor commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    /** Deletes the matching keys, and returns how many the server removed; expired keys do not count (C-03). */
    long delete(String pattern) {
        CallDescription call = new CallDescription("deleteMatching", "pattern", pattern);
        byte[] match = namespace.key(pattern);
        byte[] batch = Utf8.bytes(batch(Utf8.bytes(pattern)));
        byte[] cursor = START;
        long deleted = 0;
        Object master = commands.master(call);
        try {
            do {
                Page page = commands.run(call, Page::of, Command.SCAN, cursor, MATCH, match, COUNT, batch);
                commands.checkMaster(call, master); // a cursor means nothing to another server
                cursor = page.next();
                deleted += unlink(call, page.keys());
            } while (!Arrays.equals(cursor, START));
        } catch (CoordinationUnavailableException e) {
            // The failure describes one step; the steps before it have had their effects.
            throw deleted == 0 ? e : ExceptionTranslator.afterDeleting(call, deleted, e);
        }
        return deleted;
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

    private long unlink(CallDescription call, List<byte[]> keys) {
        return keys.isEmpty()
                ? 0
                : commands.run(call, ReplyReader::number, Command.UNLINK, keys.toArray(byte[][]::new));
    }
}
