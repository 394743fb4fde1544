// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Simulates the passage of time on a real, unmodified Redis server: a script lowers the TTL of every key in a namespace.
 *
 * <p>The script reads every key in the database, so it refuses a large database on a server that the tests did not start.
 */
final class TtlShift {

    /** The maximum number of keys in the database of a server that the user named. */
    static final long FOREIGN_KEYS = 100_000;

    /** Stands for no maximum. */
    static final long NO_LIMIT = -1;

    private static final String SCRIPT = load("shift.lua");

    private final RedisEval eval;
    private final String glob;
    private final long limit;
    private final String server;
    private final String advice;

    /**
     * Creates a shift for one namespace.
     *
     * @param glob the glob that matches the keys of the namespace
     * @param limit the maximum number of keys in the database, or -1 for no maximum
     * @param server the description of the server, for messages
     * @param advice the beginning of a sentence that continues with "to a database with fewer keys", for messages
     */
    TtlShift(RedisEval eval, String glob, long limit, String server, String advice) {
        this.advice = advice;
        this.eval = eval;
        this.glob = glob;
        this.limit = limit;
        this.server = server;
    }

    /** Lowers every TTL. Keys with a TTL of at most this many milliseconds are gone when this method returns. */
    void pass(long millis) {
        List<String> arguments = List.of(glob, Long.toString(millis), Long.toString(limit));
        long shifted = eval.eval(SCRIPT, arguments);
        if (shifted < 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Cannot move time on %s: the database holds %,d keys. Moving time reads every key, so on a server that the"
                            + " tests did not start, the limit is %,d keys. %s to a database with fewer keys.",
                    server,
                    -shifted,
                    limit,
                    advice));
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
