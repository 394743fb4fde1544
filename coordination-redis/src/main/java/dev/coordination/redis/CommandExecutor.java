// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.Pool;

/** Sends commands and scripts over the pool's connections, without retries, and returns the raw replies. */
final class CommandExecutor {

    /** How long a call waits for a connection if the pool would wait forever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Pool<Connection> pool;
    private final HandleState state;

    CommandExecutor(Pool<Connection> pool, HandleState state) {
        this.pool = pool;
        this.state = state;
    }

    @Nullable
    Object run(CallDescription call, Command command, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), command, arguments);
    }

    /** Runs a command whose error replies are translated by the caller. */
    @Nullable
    Object run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Command command,
            byte[]... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (byte[] argument : arguments) {
            all.add(argument);
        }
        return send(call, onError, connection -> connection.executeCommand(all));
    }

    @Nullable
    Object run(CallDescription call, LuaScript script, List<byte[]> keys, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), script, keys, arguments);
    }

    /** Runs a script whose error replies are translated by the caller. */
    @Nullable
    Object run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            LuaScript script,
            List<byte[]> keys,
            byte[]... arguments) {
        return send(call, onError, connection -> script.run(connection, keys, List.of(arguments)));
    }

    private @Nullable Object send(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Function<Connection, @Nullable Object> action) {
        state.checkOpen();
        return Uninterruptibly.call(() -> sendNow(call, onError, action));
    }

    private @Nullable Object sendNow(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Function<Connection, @Nullable Object> action) {
        Connection connection = borrow(call);
        boolean sound = false;
        try {
            Object reply = action.apply(connection);
            sound = true;
            return reply;
        } catch (JedisDataException e) {
            sound = true;
            throw onError.apply(e);
        } catch (RuntimeException e) {
            // The idle connections are probably broken, too, and the next call should not be the one to find out.
            pool.clear();
            throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, e));
        } finally {
            giveBack(connection, sound);
        }
    }

    /** Waits for a connection, whether or not the thread is interrupted meanwhile (G-09). */
    private Connection borrow(CallDescription call) {
        Duration configured = pool.getMaxWaitDuration();
        long wait = TimeUnit.NANOSECONDS.convert(configured.isNegative() ? LONGEST_WAIT : configured);
        long start = System.nanoTime();
        return Uninterruptibly.get(() -> borrow(call, Math.max(0, wait - (System.nanoTime() - start))));
    }

    private Connection borrow(CallDescription call, long waitNanos) throws InterruptedException {
        try {
            return pool.borrowObject(Duration.ofNanos(waitNanos));
        } catch (InterruptedException e) {
            if (state.isClosed()
                    || pool.isClosed()) { // Closing a pool interrupts the threads that wait for a connection.
                throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
            }
            throw e;
        } catch (Exception e) {
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
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
            // The outcome of the call is already known, and the pool has dropped the connection.
        }
    }
}
