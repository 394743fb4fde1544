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

    private static final Pattern MAJOR = Pattern.compile("(\\d{1,9})\\..*");

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
        if (found == null) {
            return;
        }
        Matcher major = MAJOR.matcher(found);
        if (major.matches() && Integer.parseInt(major.group(1)) < OLDEST) {
            throw new IllegalStateException(
                    "coordination-redis needs Jedis " + OLDEST + ".0 or later, but found " + found
                            + ": set the version of redis.clients:jedis; in a Maven project with Spring Boot's parent, set the property"
                            + " jedis.version");
        }
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
