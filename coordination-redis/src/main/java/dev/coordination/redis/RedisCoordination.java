package dev.coordination.redis;

import dev.coordination.DistributedCoordination;
import java.net.URI;
import java.util.function.Consumer;
import redis.clients.jedis.RedisClient;

/** Skeleton. */
public final class RedisCoordination {
    private RedisCoordination() {}

    /**
     * @param uri where; the client that is made is owned
     * @param namespace whose data
     * @return a handle
     */
    public static DistributedCoordination connect(URI uri, String namespace) {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * @param client the caller's, left open
     * @param namespace whose data
     * @return a builder
     */
    public static Builder builder(RedisClient client, String namespace) {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * @param uri where; the client that is made is owned
     * @param namespace whose data
     * @return a builder
     */
    public static Builder builder(URI uri, String namespace) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Skeleton. */
    public static final class Builder {
        private Builder() {}

        /**
         * @param messages how many messages a subscription buffers
         * @return this
         */
        public Builder subscriptionBuffer(int messages) {
            return this;
        }

        /**
         * @param handler gets what a listener threw
         * @return this
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            return this;
        }

        /** @return the handle */
        public DistributedCoordination build() {
            throw new UnsupportedOperationException("skeleton");
        }
    }
}
