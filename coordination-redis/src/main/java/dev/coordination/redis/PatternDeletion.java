// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * Deletes the keys that match a pattern, in batches, because {@code KEYS} would block the server for its other clients
 * (C-06).
 */
final class PatternDeletion {

    private static final byte[] START = Utf8.bytes("0");
    private static final byte[] MATCH = Utf8.bytes("MATCH");
    private static final byte[] COUNT = Utf8.bytes("COUNT");
    /** The number of keys that the server is asked to examine in each step. */
    private static final byte[] BATCH = Utf8.bytes(1_000);

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
        byte[] cursor = START;
        long deleted = 0;
        do {
            List<?> step = ReplyReader.list(commands.run(call, Command.SCAN, cursor, MATCH, match, COUNT, BATCH));
            cursor = ReplyReader.bytes(step.get(0));
            deleted += unlink(call, ReplyReader.list(step.get(1)));
        } while (!Arrays.equals(cursor, START));
        return deleted;
    }

    private long unlink(CallDescription call, List<?> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        List<byte[]> found = new ArrayList<>(keys.size());
        keys.forEach(key -> found.add(ReplyReader.bytes(key)));
        return ReplyReader.number(commands.run(call, Command.UNLINK, found.toArray(byte[][]::new)));
    }
}
