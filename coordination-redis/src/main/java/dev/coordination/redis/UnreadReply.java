// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Finds bytes that the client has received and not read, although every command has its reply. The next command would take them
 * for its own reply.
 *
 * <p>Jedis does not show them, so they are read by reflection. If that is not permitted, none are found.
 */
final class UnreadReply {

    private static final @Nullable Field STREAM = field(Connection.class, "inputStream");
    private static final @Nullable Field BUFFER = field(RedisInputStream.class, "buf");
    private static final @Nullable Field FROM = field(RedisInputStream.class, "count");
    private static final @Nullable Field TO = field(RedisInputStream.class, "limit");

    private UnreadReply() {}

    /** Returns whether there is an unread reply. Push messages of RESP3 are not replies. */
    static boolean isIn(Connection connection) {
        if (STREAM == null || BUFFER == null || FROM == null || TO == null) {
            return false;
        }
        try {
            Object stream = STREAM.get(connection);
            int from = FROM.getInt(stream);
            return from < TO.getInt(stream) && ((byte[]) BUFFER.get(stream))[from] != '>';
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private static @Nullable Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
