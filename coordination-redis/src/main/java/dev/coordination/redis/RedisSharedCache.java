// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** A cache that stores each key as one Redis string, with Redis's own expiry. */
final class RedisSharedCache implements SharedCache {

    private static final byte[] PX = Utf8.bytes("PX");
    private static final byte[] NX = Utf8.bytes("NX");

    private final CommandExecutor commands;
    private final Namespace namespace;

    RedisSharedCache(CommandExecutor commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public Optional<byte[]> get(String key) {
        Arguments.key(key);
        return commands.run(call("get", key), ReplyReader::optionalBytes, Command.GET, namespace.key(key));
    }

    @Override
    public void set(String key, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        var unused = commands.run(call("set", key), ReplyReader::isOk, Command.SET, namespace.key(key), value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        var unused = commands.run(
                call("set", key), ReplyReader::isOk, Command.SET, namespace.key(key), value, PX, Utf8.bytes(millis));
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        return commands.run(
                call("setIfAbsent", key), ReplyReader::isOkOrNil, Command.SET, namespace.key(key), value, NX);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return commands.run(
                call("setIfAbsent", key),
                ReplyReader::isOkOrNil,
                Command.SET,
                namespace.key(key),
                value,
                PX,
                Utf8.bytes(millis),
                NX);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        Arguments.notNull(value, "value");
        return commands.run(
                call("replace", key),
                ReplyReader::isOne,
                LuaScript.REPLACE,
                List.of(namespace.key(key)),
                expected,
                value);
    }

    @Override
    public boolean delete(String key) {
        Arguments.key(key);
        return commands.run(call("delete", key), ReplyReader::isOne, Command.DEL, namespace.key(key));
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        return commands.run(
                call("delete", key),
                ReplyReader::isOne,
                LuaScript.DELETE_EXPECTED,
                List.of(namespace.key(key)),
                expected);
    }

    @Override
    public long deleteMatching(String pattern) {
        return new PatternDeletion(commands, namespace, Arguments.pattern(pattern)).run();
    }

    @Override
    public boolean exists(String key) {
        Arguments.key(key);
        return commands.run(call("exists", key), ReplyReader::isOne, Command.EXISTS, namespace.key(key));
    }

    @Override
    public Optional<Duration> ttl(String key) {
        Arguments.key(key);
        long millis = commands.run(call("ttl", key), ReplyReader::number, Command.PTTL, namespace.key(key));
        // PTTL returns -1 if the key has no expiry, -2 if it is absent, and 0 if less than a millisecond is left
        // (C-04).
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(1, millis)));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return commands.run(
                call("expire", key), ReplyReader::isOne, Command.PEXPIRE, namespace.key(key), Utf8.bytes(millis));
    }

    @Override
    public long increment(String key, long delta) {
        Arguments.key(key);
        return commands.run(
                call("increment", key),
                error -> notIncremented(key, delta, error),
                ReplyReader::number,
                Command.INCRBY,
                namespace.key(key),
                Utf8.bytes(delta));
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttlIfCreated, "ttlIfCreated");
        return commands.run(
                call("increment", key),
                error -> notIncremented(key, delta, error),
                ReplyReader::numberAsText,
                LuaScript.INCREMENT,
                List.of(namespace.key(key)),
                Utf8.bytes(delta),
                Utf8.bytes(millis));
    }

    /**
     * Translates an error reply of INCRBY. The two texts of such replies are the same in every version of Redis; when a
     * script fails, they are part of a longer text.
     */
    private static CoordinationException notIncremented(String key, long delta, JedisDataException error) {
        @Nullable String text = error.getMessage();
        if (text != null && text.contains("value is not an integer or out of range")) {
            return new NotACounterException(
                    "key " + Arguments.quoted(key)
                            + " must hold the canonical decimal form of a 64-bit integer to be incremented (C-09), but does not");
        }
        if (text != null && text.contains("increment or decrement would overflow")) {
            return new CounterOverflowException("incrementing key " + Arguments.quoted(key) + " by " + delta
                    + " would leave the 64-bit range (C-10)");
        }
        return ExceptionTranslator.errorReply(call("increment", key), error);
    }

    private static CallDescription call(String method, String key) {
        return new CallDescription(method, "key", key);
    }
}
