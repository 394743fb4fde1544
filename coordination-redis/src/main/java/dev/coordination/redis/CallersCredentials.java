// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisCredentialsProvider;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks a caller's provider for credentials. Turns its exceptions into exceptions of Jedis, because after any other exception Jedis
 * would not close the connection that it has opened.
 */
final class CallersCredentials implements RedisCredentialsProvider {

    private final Supplier<RedisCredentials> provider;

    CallersCredentials(Supplier<RedisCredentials> provider) {
        this.provider = provider;
    }

    @Override
    public void prepare() {
        if (provider instanceof RedisCredentialsProvider full) {
            translating(full::prepare);
        }
    }

    @Override
    public RedisCredentials get() {
        @Nullable RedisCredentials credentials;
        try {
            credentials = provider.get();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
        if (credentials == null) {
            throw new JedisException("the credentials provider returned null");
        }
        return credentials;
    }

    @Override
    public void cleanUp() {
        if (provider instanceof RedisCredentialsProvider full) {
            translating(full::cleanUp);
        }
    }

    private static void translating(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private static JedisException failed(Throwable e) {
        return new JedisException("the credentials provider failed", e);
    }
}
