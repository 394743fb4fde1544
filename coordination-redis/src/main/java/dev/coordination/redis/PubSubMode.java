// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import redis.clients.jedis.Protocol.Command;

/** How the messages of channels reach subscribers. */
enum PubSubMode {
    /** By the only server. */
    PLAIN(Command.PUBLISH, TopicKind.CHANNEL),

    /**
     * By the node of a cluster that has the slot of the channel (Redis 7.0 and later). Other nodes of the cluster do not receive
     * them, so there are no patterns.
     */
    SHARDED(Command.SPUBLISH, TopicKind.SHARD_CHANNEL);

    private final Command publish;
    private final TopicKind channels;

    PubSubMode(Command publish, TopicKind channels) {
        this.publish = publish;
        this.channels = channels;
    }

    Command publish() {
        return publish;
    }

    /** Returns what the server calls a channel. */
    TopicKind channels() {
        return channels;
    }
}
