// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * Publishes to the own channel of a handle, in the way in which it publishes messages. A link that does not hear that is
 * connected to another server than the publishers, for example to one that was the master before a fail-over.
 */
final class Probe {

    private static final CallDescription CALL = new CallDescription("publish", "probe", null);

    private final CommandExecutor commands;
    private final Publisher publisher;
    private final byte[] ownChannel;

    /** The number of the last probe. Used by the thread that publishes. */
    private long number;

    Probe(CommandExecutor commands, Publisher publisher, byte[] ownChannel) {
        this.commands = commands;
        this.publisher = publisher;
        this.ownChannel = ownChannel;
    }

    /**
     * Publishes one probe, unless none of the links listens, and loses the links whose server is not the master any more. If
     * nothing can be published, nothing follows. Called by one thread at a time.
     */
    void publish(Collection<SubscriberLink> links) {
        if (links.isEmpty()) {
            return;
        }
        try {
            if (commands.isCluster()) {
                findMaster(links);
            }
            List<SubscriberLink> listening =
                    links.stream().filter(SubscriberLink::hearsProbes).toList();
            if (!listening.isEmpty()) {
                number++;
                var unused = publisher.publish(CALL, ownChannel, Utf8.bytes(number));
                listening.forEach(link -> link.expectProbe(number));
            }
        } catch (RuntimeException e) {
            // The servers cannot be reached, or refuse.
        }
    }

    /**
     * Asks for a key in the slot of the channels: nodes of a cluster that do not have it, or know that too many others are down, say
     * so, while they go on to accept and pass on messages.
     */
    private void findMaster(Collection<SubscriberLink> links) {
        var unused = commands.run(
                CALL,
                error -> {
                    if (ExceptionTranslator.isClusterDown(error)) {
                        links.forEach(link -> link.lose(error));
                    }
                    return ExceptionTranslator.errorReply(CALL, error);
                },
                ReplyReader::isOne,
                Command.EXISTS,
                ownChannel);
        links.forEach(link -> link.checkServer(server -> commands.isMasterOf(ownChannel, server)));
    }
}
