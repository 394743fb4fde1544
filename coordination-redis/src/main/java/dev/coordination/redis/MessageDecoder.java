// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Message;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the messages that the server delivers, and removes the namespace from the names of their channels and
 * patterns.
 */
final class MessageDecoder {

    private final Namespace namespace;

    MessageDecoder(Namespace namespace) {
        this.namespace = namespace;
    }

    /**
     * Decodes a message that a topic of some kind has caused. Returns empty if no handle can have published it: other clients
     * of the server can publish to channels whose names are empty, too long, or not valid UTF-8.
     */
    Optional<Message> message(TopicKind kind, List<?> reply) {
        boolean byPattern = kind == TopicKind.PATTERN;
        Optional<String> channel = name(reply.get(byPattern ? 2 : 1));
        byte[] payload = ReplyReader.bytes(reply.get(byPattern ? 3 : 2));
        try {
            return byPattern
                    ? name(reply.get(1))
                            .flatMap(pattern -> channel.map(name -> Message.onPattern(pattern, name, payload)))
                    : channel.map(name -> Message.onChannel(name, payload));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> name(Object onServer) {
        return namespace.channelName(ReplyReader.bytes(onServer));
    }
}
