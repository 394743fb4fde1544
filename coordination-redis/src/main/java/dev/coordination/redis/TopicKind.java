// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** The kinds of topics that the server knows, with the commands and the replies of each. */
enum TopicKind {
    CHANNEL(Command.SUBSCRIBE, Command.UNSUBSCRIBE, "message"),
    SHARD_CHANNEL(Command.SSUBSCRIBE, Command.SUNSUBSCRIBE, "smessage"),
    PATTERN(Command.PSUBSCRIBE, Command.PUNSUBSCRIBE, "pmessage");

    private final Command subscribe;
    private final Command unsubscribe;
    private final String message;

    TopicKind(Command subscribe, Command unsubscribe, String message) {
        this.subscribe = subscribe;
        this.unsubscribe = unsubscribe;
        this.message = message;
    }

    Command subscribe() {
        return subscribe;
    }

    Command unsubscribe() {
        return unsubscribe;
    }

    /** Returns the kind of topic whose messages begin with a word, or empty if the word begins no message. */
    static Optional<TopicKind> ofMessage(String word) {
        for (TopicKind kind : values()) {
            if (kind.message.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
