// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.Arrays;
import java.util.List;

/**
 * The servers on which everything is proved beside the one of {@link RedisServers#PROPERTY}: in the system property
 * {@link #PROPERTY}, separated by commas, each the name of an image, or what that other property may be.
 *
 * @since 0.1.0
 */
public final class ServerMatrix {

    /** The system property with the servers; none unless set. */
    public static final String PROPERTY = "coordination.redis.matrix";

    private ServerMatrix() {}

    /**
     * Returns what the property names.
     *
     * @return the entries, each for {@link #start}
     * @since 0.1.0
     */
    public static List<String> servers() {
        return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * Starts or finds a server, and prints what it is.
     *
     * @param entry an entry of the matrix
     * @return the server
     * @throws IllegalArgumentException if it is a URI that is none of a Redis
     * @throws IllegalStateException if the server is not to be had, or is older than Redis 6.2
     * @since 0.1.0
     */
    public static RedisServer start(String entry) {
        return ServerChoice.ofThisMachine().startEntry(entry);
    }
}
