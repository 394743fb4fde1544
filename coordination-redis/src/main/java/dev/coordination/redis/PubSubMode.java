// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

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

    /** Describes a call that needs sharded channels, of a cluster without them. */
    static UnsupportedOperationException unsupported(CallDescription call) {
        return new UnsupportedOperationException(call + " needs Redis 7.0 or later on a cluster (G-08)");
    }
}
