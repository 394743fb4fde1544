// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** Checks the version of Jedis on the class path: frameworks that manage versions often choose one that is too old. */
final class JedisVersion {

    private static final int OLDEST = 7;

    /** The oldest minor version whose connection provider for Sentinel shows its pool. */
    private static final int SENTINEL = 2;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*");

    static final @Nullable String FOUND = read();

    private JedisVersion() {}

    /**
     * Checks the version. Callers must do so before they use a class or method that an older Jedis lacks.
     *
     * @throws IllegalStateException if Jedis is too old
     */
    static void check() {
        check(FOUND);
    }

    /** Accepts a Jedis of unknown version, such as one that was shaded into another jar. */
    static void check(@Nullable String found) {
        check(found, "coordination-redis", 0);
    }

    /** Checks the version that following a master by a URI requires. */
    static void checkForSentinel() {
        check(FOUND, "Sentinel by URI", SENTINEL);
    }

    static void check(@Nullable String found, String what, int oldestMinor) {
        if (found == null) {
            return;
        }
        Matcher version = VERSION.matcher(found);
        if (version.matches() && isOlder(version, oldestMinor)) {
            throw new IllegalStateException(
                    what + " needs Jedis " + OLDEST + "." + oldestMinor + " or later, but found " + found
                            + ": set the version of redis.clients:jedis; in a Maven project with Spring Boot's parent, set the property"
                            + " jedis.version");
        }
    }

    private static boolean isOlder(Matcher version, int oldestMinor) {
        int major = Integer.parseInt(version.group(1));
        return major < OLDEST || major == OLDEST && Integer.parseInt(version.group(2)) < oldestMinor;
    }

    /** Reads the version from the {@code pom.properties} next to the classes of Jedis; null if there is no such file. */
    private static @Nullable String read() {
        try (InputStream file = Connection.class.getResourceAsStream("pom.properties")) {
            if (file == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            return null;
        }
    }
}
