// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** How the messages of channels reach subscribers. */
enum PubSubMode {
    /** By the only server. */
    PLAIN(TopicKind.CHANNEL),

    /**
     * By the node of a cluster that has the slot of the channel (Redis 7.0 and later). Other nodes of the cluster do not receive
     * them, so there are no patterns.
     */
    SHARDED(TopicKind.SHARD_CHANNEL);

    private final TopicKind channels;

    PubSubMode(TopicKind channels) {
        this.channels = channels;
    }

    /** Returns what the server calls a channel. */
    TopicKind channels() {
        return channels;
    }

    /**
     * Translates an error reply. A cluster before Redis 7.0 knows neither the commands of sharded channels nor scripts with flags.
     *
     * @throws UnsupportedOperationException if the server has no sharded channels
     */
    CoordinationException refused(CallDescription call, JedisDataException refusal) {
        @Nullable String text = refusal.getMessage();
        if (this == SHARDED
                && text != null
                && (text.startsWith("ERR unknown command") || text.startsWith("ERR Error compiling script"))) {
            throw new UnsupportedOperationException(call + " needs Redis 7.0 or later on a cluster (G-08)");
        }
        return ExceptionTranslator.errorReply(call, refusal);
    }
}
