// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.Arrays;
import java.util.List;

/**
 * The servers on which the contract runs in addition to the one that {@link RedisServers#PROPERTY} selects. The system property
 * {@link #PROPERTY} lists them, separated by commas. Each entry is the name of an image or a value of
 * {@link RedisServers#PROPERTY}.
 *
 * @since 0.1.0
 */
public final class ServerMatrix {

    /** The system property that lists the servers. By default there are none. */
    public static final String PROPERTY = "coordination.redis.matrix";

    private ServerMatrix() {}

    /**
     * Returns the entries of the property.
     *
     * @return the entries, each of which can be passed to {@link #start}
     * @since 0.1.0
     */
    public static List<String> servers() {
        return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * Starts or finds a server, and prints a line that describes it.
     *
     * @param entry an entry of the matrix
     * @return the server
     * @throws IllegalArgumentException if the entry is a URI but not a valid Redis URI
     * @throws IllegalStateException if the server is not available, or is older than Redis 6.2
     * @since 0.1.0
     */
    public static RedisServer start(String entry) {
        return ServerChoice.ofThisMachine().startEntry(entry);
    }
}
