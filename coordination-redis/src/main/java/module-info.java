// SPDX-License-Identifier: Apache-2.0
/** The Redis adapter, which uses Jedis. */
module dev.coordination.redis {
    requires transitive dev.coordination;
    requires transitive redis.clients.jedis;
    requires org.apache.commons.pool2;
    requires static org.jspecify;

    exports dev.coordination.redis;
}
