// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

/** Checks that Jedis has the clients that this module uses. Refers to no class of Jedis, so it can be linked without it. */
final class JedisCheck {

    private JedisCheck() {}

    /**
     * Checks the version of Jedis.
     *
     * @throws IllegalStateException if it is too old
     */
    static void run() {
        try {
            Class.forName("redis.clients.jedis.RedisClient", false, JedisCheck.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "RedisHarness needs Jedis 7.2 or later, but the Jedis on the class path is older (it has"
                            + " no RedisClient). Set the version of redis.clients:jedis; in a Maven project with Spring"
                            + " Boot's parent, set the property jedis.version.",
                    e);
        }
    }
}
