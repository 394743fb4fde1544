// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Lets time pass on a real, unmodified Redis in no time: one script lowers the remaining life of every key of a namespace.
 *
 * <p>The script reads every key of the database, so on a server that is not ours it refuses a large one.
 */
final class TtlShift {

    /** How many keys a server that the user named may hold. */
    static final long FOREIGN_KEYS = 100_000;

    private static final long NO_LIMIT = -1;
    private static final String SCRIPT = load("shift.lua");

    private final UnifiedJedis client;
    private final String glob;
    private final long limit;
    private final String server;

    private TtlShift(UnifiedJedis client, String glob, long limit, String server) {
        this.client = client;
        this.glob = glob;
        this.limit = limit;
        this.server = server;
    }

    /**
     * @param glob matches the keys of the namespace
     * @param foreignKeys how many keys the database may hold when the server is not owned
     */
    static TtlShift on(RedisServer server, RedisClient client, String glob, long foreignKeys) {
        return new TtlShift(client, glob, server.isOwned() ? NO_LIMIT : foreignKeys, server.description());
    }

    /** Lets time pass: what has so many milliseconds to live, or fewer, is gone when this returns. */
    void pass(long millis) {
        List<String> arguments = List.of(glob, Long.toString(millis), Long.toString(limit));
        long shifted = (Long) client.eval(SCRIPT, List.of(), arguments);
        if (shifted < 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Time cannot be moved on %s: the database holds %,d keys, moving time reads every one of them, and on a"
                            + " server that is not ours this is refused above %,d. Name a database that holds fewer in %s.",
                    server,
                    -shifted,
                    limit,
                    RedisServers.PROPERTY));
        }
    }

    private static String load(String name) {
        try (InputStream in = TtlShift.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
