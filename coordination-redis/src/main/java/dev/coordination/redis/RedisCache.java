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

/** The cache: one string key for each key, whose expiry is the server's own. */
final class RedisCache implements SharedCache {

    private static final byte[] PX = Utf8.bytes("PX");
    private static final byte[] NX = Utf8.bytes("NX");

    private final Commands commands;
    private final Namespace namespace;
    private final MatchingKeys matchingKeys;

    RedisCache(Commands commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
        this.matchingKeys = new MatchingKeys(commands, namespace);
    }

    @Override
    public Optional<byte[]> get(String key) {
        Arguments.key(key);
        Object reply = commands.run(on("get", key), Command.GET, namespace.key(key));
        return reply == null ? Optional.empty() : Optional.of(Replies.bytes(reply));
    }

    @Override
    public void set(String key, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        commands.run(on("set", key), Command.SET, namespace.key(key), value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        long millis = Arguments.ttlMillis("ttl", ttl);
        commands.run(on("set", key), Command.SET, namespace.key(key), value, PX, Utf8.bytes(millis));
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        return commands.run(on("setIfAbsent", key), Command.SET, namespace.key(key), value, NX) != null;
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        Arguments.notNull(value, "value");
        long millis = Arguments.ttlMillis("ttl", ttl);
        return commands.run(on("setIfAbsent", key), Command.SET, namespace.key(key), value, PX, Utf8.bytes(millis), NX)
                != null;
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        Arguments.notNull(value, "value");
        return Replies.isOne(
                commands.run(on("replace", key), Script.REPLACE, List.of(namespace.key(key)), expected, value));
    }

    @Override
    public boolean delete(String key) {
        Arguments.key(key);
        return Replies.isOne(commands.run(on("delete", key), Command.DEL, namespace.key(key)));
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        return Replies.isOne(
                commands.run(on("delete", key), Script.DELETE_EXPECTED, List.of(namespace.key(key)), expected));
    }

    @Override
    public long deleteMatching(String pattern) {
        return matchingKeys.delete(Arguments.pattern(pattern));
    }

    @Override
    public boolean exists(String key) {
        Arguments.key(key);
        return Replies.isOne(commands.run(on("exists", key), Command.EXISTS, namespace.key(key)));
    }

    @Override
    public Optional<Duration> ttl(String key) {
        Arguments.key(key);
        long millis = Replies.number(commands.run(on("ttl", key), Command.PTTL, namespace.key(key)));
        // -1 is a key without expiry, -2 no key, 0 a key with less than a millisecond left (C-04).
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(1, millis)));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis("ttl", ttl);
        return Replies.isOne(commands.run(on("expire", key), Command.PEXPIRE, namespace.key(key), Utf8.bytes(millis)));
    }

    @Override
    public long increment(String key, long delta) {
        Arguments.key(key);
        return Replies.number(commands.run(
                on("increment", key),
                error -> notIncremented(key, delta, error),
                Command.INCRBY,
                namespace.key(key),
                Utf8.bytes(delta)));
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis("ttlIfCreated", ttlIfCreated);
        Object sum = commands.run(
                on("increment", key),
                error -> notIncremented(key, delta, error),
                Script.INCREMENT,
                List.of(namespace.key(key)),
                Utf8.bytes(delta),
                Utf8.bytes(millis));
        return Long.parseLong(Utf8.text(Replies.bytes(sum)));
    }

    /** Says why INCRBY failed; its two texts are the same on every server, in a script they stand inside another. */
    private static CoordinationException notIncremented(String key, long delta, JedisDataException error) {
        @Nullable String text = error.getMessage();
        if (text != null && text.contains("value is not an integer or out of range")) {
            return new NotACounterException("key " + Arguments.quoted(key)
                    + " must hold the canonical decimal of a 64-bit integer to be incremented (C-09), but does not");
        }
        if (text != null && text.contains("increment or decrement would overflow")) {
            return new CounterOverflowException("incrementing key " + Arguments.quoted(key) + " by " + delta
                    + " would leave the 64-bit range (C-10)");
        }
        return Failures.answered(on("increment", key), error);
    }

    private static Operation on(String verb, String key) {
        return new Operation(verb, "key", key);
    }
}
