package dev.coordination.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Deletes by pattern in batches, so that the server never stops for others as with {@code KEYS} (C-06). */
final class MatchingKeys {

    private static final byte[] START = Utf8.bytes("0");
    private static final byte[] MATCH = Utf8.bytes("MATCH");
    private static final byte[] COUNT = Utf8.bytes("COUNT");
    /** How many keys of the server a step looks at. */
    private static final byte[] BATCH = Utf8.bytes(1_000);

    private final Commands commands;
    private final Namespace namespace;

    MatchingKeys(Commands commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    /** Deletes what matches, and returns how many keys the server says it removed: expired ones do not count (C-03). */
    long delete(String pattern) {
        Operation operation = new Operation("deleteMatching", "pattern", pattern);
        byte[] match = namespace.key(pattern);
        byte[] cursor = START;
        long deleted = 0;
        do {
            List<?> step = Replies.list(commands.run(operation, Command.SCAN, cursor, MATCH, match, COUNT, BATCH));
            cursor = Replies.bytes(step.get(0));
            deleted += unlink(operation, Replies.list(step.get(1)));
        } while (!Arrays.equals(cursor, START));
        return deleted;
    }

    private long unlink(Operation operation, List<?> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        List<byte[]> found = new ArrayList<>(keys.size());
        keys.forEach(key -> found.add(Replies.bytes(key)));
        return Replies.number(commands.run(operation, Command.UNLINK, found.toArray(byte[][]::new)));
    }
}
