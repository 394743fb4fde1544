package dev.coordination.redis;

import dev.coordination.Message;
import java.util.List;
import java.util.Optional;

/** Turns what the server delivers into messages, with the names that the user gave. */
final class Deliveries {

    private final Namespace namespace;

    Deliveries(Namespace namespace) {
        this.namespace = namespace;
    }

    /**
     * Returns the message of a {@code message} or {@code pmessage}, or empty for one that no handle of ours can have
     * published: whoever shares the server can publish to a channel whose name is empty, too long, or no text.
     */
    Optional<Message> message(String kind, List<?> reply) {
        boolean byPattern = kind.equals("pmessage");
        Optional<String> channel = name(reply.get(byPattern ? 2 : 1));
        byte[] payload = Replies.bytes(reply.get(byPattern ? 3 : 2));
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
        return namespace.channelName(Replies.bytes(onServer));
    }
}
