// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Converts raw replies, which are the same in RESP2 and RESP3. Each method throws an {@link UnexpectedReplyException} if the
 * reply is of another kind.
 */
final class ReplyReader {

    private static final byte[] OK = Utf8.bytes("OK");

    private ReplyReader() {}

    /** Returns whether the reply is 1 rather than 0: the command or script had an effect. */
    static boolean isOne(@Nullable Object reply) {
        long number = number(reply);
        if (number == 0 || number == 1) {
            return number == 1;
        }
        throw new UnexpectedReplyException("Redis sent the number " + number + " instead of 0 or 1");
    }

    static long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        throw unexpected("a number", reply);
    }

    /** Returns a number that a script sent as text, because a Lua number would round it. */
    static long numberAsText(@Nullable Object reply) {
        byte[] text = bytes(reply);
        try {
            return Long.parseLong(Utf8.text(text));
        } catch (NumberFormatException e) {
            throw unexpected("a decimal number", reply);
        }
    }

    static byte[] bytes(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected("a string", reply);
    }

    /** Returns empty if the reply is nil. */
    static Optional<byte[]> optionalBytes(@Nullable Object reply) {
        return reply == null ? Optional.empty() : Optional.of(bytes(reply));
    }

    static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw unexpected("a list", reply);
    }

    /** Returns a list of numbers, in which errors stand for the replies that are errors. */
    static List<?> numbersOrErrors(@Nullable Object reply) {
        List<?> list = list(reply);
        for (Object element : list) {
            if (!(element instanceof JedisDataException)) {
                var unused = number(element);
            }
        }
        return list;
    }

    /** Returns a list of strings. */
    static List<byte[]> strings(@Nullable Object reply) {
        return list(reply).stream().map(ReplyReader::bytes).toList();
    }

    /** Returns a list of strings of even length. */
    static List<byte[]> pairs(@Nullable Object reply) {
        List<byte[]> list = strings(reply);
        if (list.size() % 2 != 0) {
            throw unexpected("a list of pairs", reply);
        }
        return list;
    }

    /** Returns true, because nothing but OK is accepted. */
    static boolean isOk(@Nullable Object reply) {
        if (reply == null) {
            throw unexpected("OK", reply);
        }
        return isOkOrNil(reply);
    }

    /** Returns whether the reply is OK rather than nil. */
    static boolean isOkOrNil(@Nullable Object reply) {
        if (reply == null) {
            return false;
        }
        if (reply instanceof byte[] bytes && Arrays.equals(bytes, OK)) {
            return true;
        }
        throw unexpected("OK or nil", reply);
    }

    private static UnexpectedReplyException unexpected(String expected, @Nullable Object reply) {
        String found;
        if (reply == null) {
            found = "nil";
        } else if (reply instanceof byte[] bytes) {
            found = "a string of " + bytes.length + " bytes";
        } else if (reply instanceof Long number) {
            found = "the number " + number;
        } else if (reply instanceof List<?> list) {
            found = "a list of " + list.size();
        } else {
            found = "a " + reply.getClass().getSimpleName();
        }
        return new UnexpectedReplyException("Redis sent " + found + " instead of " + expected);
    }
}
