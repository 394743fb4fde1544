package dev.coordination.redis;

import dev.coordination.CoordinationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads raw replies; the same for RESP2 and RESP3. */
final class Replies {

    private Replies() {}

    /** Whether a command or script did what it says: it answered 1. */
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
        return new CoordinationException("Redis answered with a reply of another kind: "
                + (reply == null ? "nil" : reply.getClass().getSimpleName()));
    }
}
