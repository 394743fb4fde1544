package dev.coordination.redis;

import dev.coordination.CoordinationException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.Pool;

/** Sends a command over a connection of the pool, once, and returns its raw reply. */
final class Commands {

    /** How long a call waits for a connection where the pool would wait for ever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Pool<Connection> pool;
    private final Lifetime lifetime;

    Commands(Pool<Connection> pool, Lifetime lifetime) {
        this.pool = pool;
        this.lifetime = lifetime;
    }

    @Nullable
    Object run(Operation operation, Command command, byte[]... arguments) {
        return run(operation, error -> Failures.answered(operation, error), command, arguments);
    }

    /** Runs a command whose errors mean something of their own. */
    @Nullable
    Object run(
            Operation operation,
            Function<JedisDataException, CoordinationException> onError,
            Command command,
            byte[]... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (byte[] argument : arguments) {
            all.add(argument);
        }
        return send(operation, onError, connection -> connection.executeCommand(all));
    }

    @Nullable
    Object run(Operation operation, Script script, List<byte[]> keys, byte[]... arguments) {
        return run(operation, error -> Failures.answered(operation, error), script, keys, arguments);
    }

    /** Runs a script whose errors mean something of their own. */
    @Nullable
    Object run(
            Operation operation,
            Function<JedisDataException, CoordinationException> onError,
            Script script,
            List<byte[]> keys,
            byte[]... arguments) {
        return send(operation, onError, connection -> script.run(connection, keys, List.of(arguments)));
    }

    private @Nullable Object send(
            Operation operation,
            Function<JedisDataException, CoordinationException> onError,
            Function<Connection, @Nullable Object> call) {
        lifetime.checkOpen();
        Connection connection = borrow(operation);
        boolean sound = false;
        try {
            Object reply = call.apply(connection);
            sound = true;
            return reply;
        } catch (JedisDataException e) {
            sound = true;
            throw onError.apply(e);
        } catch (RuntimeException e) {
            // The idle connections probably broke for the same reason: the next call shall not be the one to find out.
            pool.clear();
            throw lifetime.unlessClosed(Failures.broken(operation, e));
        } finally {
            giveBack(connection, sound);
        }
    }

    private Connection borrow(Operation operation) {
        Duration wait = pool.getMaxWaitDuration();
        try {
            return pool.borrowObject(wait.isNegative() ? LONGEST_WAIT : wait);
        } catch (InterruptedException e) {
            CoordinationException failure = lifetime.unlessClosed(Failures.unconnected(operation, e));
            if (!lifetime.isClosed()) { // a pool that closes interrupts those who wait for it
                Thread.currentThread().interrupt();
            }
            throw failure;
        } catch (Exception e) {
            throw lifetime.unlessClosed(Failures.unconnected(operation, e));
        }
    }

    private void giveBack(Connection connection, boolean sound) {
        try {
            if (sound && !connection.isBroken()) {
                pool.returnResource(connection);
            } else {
                pool.returnBrokenResource(connection);
            }
        } catch (RuntimeException e) {
            // The call has its outcome; a pool that cannot take the connection back has dropped it.
        }
    }
}
