// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts raw replies, which are the same in RESP2 and RESP3. */
final class ReplyReader {

    private ReplyReader() {}

    /** Returns whether the reply is 1: the command or script had an effect. */
    static boolean isOne(@Nullable Object reply) {
        return number(reply) == 1;
    }

    static long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        throw unexpected(reply);
    }

    static byte[] bytes(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected(reply);
    }

    static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw unexpected(reply);
    }

    private static CoordinationException unexpected(@Nullable Object reply) {
        return new CoordinationException("Redis sent a reply of an unexpected type: "
                + (reply == null ? "nil" : reply.getClass().getSimpleName()));
    }
}
