// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a call sends to a server, and what it makes of the replies.
 *
 * @param writes whether replicas may have to confirm the call
 * @param needsWholeSlot whether the call uses keys of a slot that it does not declare: a node of a cluster to which the slot is
 *     being moved would take those that it does not have yet for absent
 * @param action sends the commands; called again for another node if a node of a cluster says that it does not have the keys
 * @param reply converts what the action returns
 * @param onError translates an error reply
 */
record Exchange<T extends @Nullable Object>(
        CallDescription call,
        boolean writes,
        boolean needsWholeSlot,
        Function<Sender, @Nullable Object> action,
        Reply<T> reply,
        Function<JedisDataException, CoordinationException> onError) {

    /** Converts a raw reply. */
    interface Reply<T extends @Nullable Object> {

        /**
         * Converts a reply.
         *
         * @throws UnexpectedReplyException if the command cannot have this reply
         */
        T convert(@Nullable Object reply);
    }
}
