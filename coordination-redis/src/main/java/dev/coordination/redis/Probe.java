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
    private final Command publish;
    private final byte[] ownChannel;

    /** The number of the last probe. Used by the thread that publishes. */
    private long number;

    Probe(CommandExecutor commands, Command publish, byte[] ownChannel) {
        this.commands = commands;
        this.publish = publish;
        this.ownChannel = ownChannel;
    }

    /**
     * Publishes one probe, unless none of the links listens. If it cannot be published, nothing follows. Called by one thread
     * at a time.
     */
    void publish(Collection<SubscriberLink> links) {
        List<SubscriberLink> listening =
                links.stream().filter(SubscriberLink::hearsProbes).toList();
        if (listening.isEmpty()) {
            return;
        }
        number++;
        try {
            var unused = commands.run(CALL, ReplyReader::number, publish, ownChannel, Utf8.bytes(number));
        } catch (RuntimeException e) {
            return;
        }
        listening.forEach(link -> link.expectProbe(number));
    }
}
