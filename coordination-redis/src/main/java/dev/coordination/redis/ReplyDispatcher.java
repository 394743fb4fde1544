// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.SubscriberLink.Receiver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Passes what arrives on a link to the subscription or the command that it belongs to. Throws an exception, of whatever type, if
 * the server has sent anything other than what the protocol allows.
 */
final class ReplyDispatcher {

    private final MessageDecoder decoder;
    private final LinkRoutes routes;
    private final PendingCommands commands;
    private final OwnChannel ownChannel;
    private final LinkHealth health;

    ReplyDispatcher(
            MessageDecoder decoder,
            LinkRoutes routes,
            PendingCommands commands,
            OwnChannel ownChannel,
            LinkHealth health) {
        this.decoder = decoder;
        this.routes = routes;
        this.commands = commands;
        this.ownChannel = ownChannel;
        this.health = health;
    }

    /** Waits for a reply, and passes it on. */
    void dispatchNext(LinkConnection connection) {
        Object reply;
        try {
            reply = connection.read();
        } catch (JedisDataException e) {
            health.arrived();
            commands.refused(e);
            return;
        }
        health.arrived();
        dispatch(reply);
    }

    private void dispatch(@Nullable Object reply) {
        if (reply instanceof byte[] status) { // the answer to PING if nothing is subscribed to yet
            commands.replied(Utf8.text(status).toLowerCase(Locale.ROOT));
            return;
        }
        List<?> parts = ReplyReader.list(reply);
        String word = Utf8.text(ReplyReader.bytes(parts.get(0)));
        Optional<TopicKind> kind = TopicKind.ofMessage(word);
        if (kind.isPresent()) {
            deliver(kind.get(), parts);
        } else {
            commands.replied(word);
        }
    }

    private void deliver(TopicKind kind, List<?> parts) {
        byte[] topic = ReplyReader.bytes(parts.get(1));
        Receiver receiver = routes.receiver(new TopicName(kind, topic));
        if (receiver != null) {
            decoder.message(kind, parts).ifPresent(receiver::message);
        } else if (ownChannel.is(kind, topic)) {
            health.probeArrived(Utf8.text(ReplyReader.bytes(parts.get(2))));
        }
        // Otherwise nobody waits for it any more.
    }
}
