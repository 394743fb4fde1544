// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/**
 * The own channel of a handle, as one link uses it: for barriers, and to hear probes. No subscription can subscribe to it. A user
 * may have no right to it.
 */
final class OwnChannel {

    private final TopicKind kind;
    private final byte[] name;

    /** Whether the server has subscribed the link to the channel. */
    private volatile boolean heard;

    /** Whether the server has refused that. */
    private volatile boolean refused;

    OwnChannel(TopicKind kind, byte[] name) {
        this.kind = kind;
        this.name = name;
    }

    boolean is(TopicKind ofKind, byte[] channel) {
        return ofKind == kind && Arrays.equals(name, channel);
    }

    /** Returns whether the link hears what is published to the channel. */
    boolean isHeard() {
        return heard;
    }

    /**
     * Returns a barrier: everything published before it is sent arrives before its answer (S-11). It subscribes to the channel
     * again, which changes nothing that users see. An error is an answer, too, unless the server serves nobody, or not this link.
     */
    PendingCommand barrier(Runnable answered) {
        if (refused) {
            return new PendingCommand(Command.PING, List.of(), refusal -> answered.run());
        }
        return new PendingCommand(kind.subscribe(), List.of(name), refusal -> {
            if (refusal == null) {
                heard = true;
            } else if (refusal instanceof JedisAccessControlException) {
                refused = true;
            } else if (ExceptionTranslator.isAboutConnection(refusal)) {
                throw refusal; // the server does not serve this link, which is lost then
            }
            answered.run();
        });
    }
}
