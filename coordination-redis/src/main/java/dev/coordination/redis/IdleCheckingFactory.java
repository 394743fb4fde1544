// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import org.apache.commons.pool2.PooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;

/** Makes connections, and checks whether idle ones are alive. */
final class IdleCheckingFactory extends ConnectionFactory {

    IdleCheckingFactory(HostAndPort server, JedisClientConfig config) {
        super(server, config);
    }

    /** Returns whether the server answers. An error is an answer, too: the user may not be permitted to {@code PING}. */
    @Override
    public boolean validateObject(PooledObject<Connection> pooled) {
        Connection connection = pooled.getObject();
        try {
            return connection.isConnected() && connection.ping();
        } catch (JedisDataException e) {
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
