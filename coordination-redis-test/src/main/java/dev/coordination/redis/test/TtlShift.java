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
 * Simulates the passage of time on a real, unmodified Redis: a script lowers the TTL of every key in a namespace. It is atomic
 * on each master of a cluster, but not on all of them together.
 *
 * <p>The script reads every key in the database, so a large database is refused on a server that the tests did not start.
 */
final class TtlShift {

    /** The maximum number of keys in the database of a server that the user named. */
    static final long FOREIGN_KEYS = 100_000;

    /** Stands for no maximum. */
    static final long NO_LIMIT = -1;

    private static final String SCRIPT = load("shift.lua");

    private static final String COUNT = "return redis.call('DBSIZE')";

    private final RedisMasters masters;
    private final String glob;
    private final long limit;
    private final String server;
    private final String advice;

    /**
     * Creates a shift for one namespace.
     *
     * @param masters the servers that hold the keys
     * @param glob the glob that matches the keys of the namespace
     * @param limit the maximum number of keys in the databases of all masters, or -1 for no maximum
     * @param server the description of the server, for messages
     * @param advice the beginning of a sentence that continues with "to a database with fewer keys", for messages
     */
    TtlShift(RedisMasters masters, String glob, long limit, String server, String advice) {
        this.advice = advice;
        this.masters = masters;
        this.glob = glob;
        this.limit = limit;
        this.server = server;
    }

    /** Lowers every TTL. Keys with a TTL of at most this many milliseconds are gone when this method returns. */
    void pass(long millis) {
        if (limit != NO_LIMIT) {
            checkSize();
        }
        masters.eval(SCRIPT, List.of(glob, Long.toString(millis)));
    }

    /** Counts the keys of all masters before anything changes on one of them. */
    private void checkSize() {
        long keys = masters.eval(COUNT, List.of()).stream()
                .mapToLong(Long::longValue)
                .sum();
        if (keys > limit) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Cannot move time on %s: the database holds %,d keys. Moving time reads every key, so on a server that the"
                            + " tests did not start, the limit is %,d keys. %s to a database with fewer keys.",
                    server,
                    keys,
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
