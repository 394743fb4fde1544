// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.redis.Connections.Borrowed;
import dev.coordination.redis.Exchange.Reply;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.Pool;

/**
 * Sends commands and scripts over the pool's connections, without retries, and converts the replies. A reply that cannot be
 * converted counts as a broken connection.
 *
 * <p>A node of a cluster that does not have the keys of a command executes nothing and names the node that has them, and the
 * command is then sent there.
 */
final class CommandExecutor {

    /** How often a call may be redirected. */
    private static final int MOST_REDIRECTIONS = 5;

    private final Connections connections;
    private final HandleState state;
    private final @Nullable Replication replication;

    /**
     * Creates an executor.
     *
     * @param replication waits for replicas after writes; may be null
     */
    CommandExecutor(Connections connections, HandleState state, @Nullable Replication replication) {
        this.connections = connections;
        this.state = state;
        this.replication = replication;
    }

    /** Runs a command whose first argument is a key or a channel. */
    <T extends @Nullable Object> T run(CallDescription call, Reply<T> reply, Command command, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), reply, command, arguments);
    }

    /** Runs a command whose error replies are translated by the caller. Its first argument is a key or a channel. */
    <T extends @Nullable Object> T run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Reply<T> reply,
            Command command,
            byte[]... arguments) {
        List<byte[]> words = List.of(arguments);
        CommandArguments all = arguments(command, words);
        return send(
                new Exchange<>(call, Replication.isWrite(command), false, sender -> sender.send(all), reply, onError),
                () -> connections.pool(arguments[0]));
    }

    <T extends @Nullable Object> T run(
            CallDescription call, Reply<T> reply, LuaScript script, List<byte[]> keys, byte[]... arguments) {
        return run(call, error -> ExceptionTranslator.errorReply(call, error), reply, script, keys, arguments);
    }

    /** Runs a script whose error replies are translated by the caller. Its keys are in one slot. */
    <T extends @Nullable Object> T run(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Reply<T> reply,
            LuaScript script,
            List<byte[]> keys,
            byte[]... arguments) {
        List<byte[]> all = List.of(arguments);
        return send(
                new Exchange<>(
                        call,
                        script.writes(),
                        !script.declaresAllKeys(),
                        sender -> script.run(sender, keys, all),
                        reply,
                        onError),
                () -> connections.pool(keys.get(0)));
    }

    /**
     * Sends what changes nothing that replicas have to confirm to the master that has a key or a channel.
     */
    <T extends @Nullable Object> T send(
            CallDescription call,
            Function<JedisDataException, CoordinationException> onError,
            Reply<T> reply,
            byte[] name,
            Function<Sender, @Nullable Object> action) {
        return send(new Exchange<>(call, false, false, action, reply, onError), () -> connections.pool(name));
    }

    /** Returns whether a pool leads to the master that has a channel, as far as is known. */
    boolean isMasterOf(byte[] channel, Pool<Connection> pool) {
        return connections.pool(channel) == pool;
    }

    /** Returns the pools of all masters. */
    Collection<Pool<Connection>> masters(CallDescription call) {
        state.checkOpen();
        return Uninterruptibly.call(() -> connections.masters(call));
    }

    /** Returns whether keys in different slots may be on different servers. */
    boolean isCluster() {
        return connections.isCluster();
    }

    /** Has the client discover the nodes of the cluster anew, and waits for that. */
    void discover() {
        var unused = Uninterruptibly.<Boolean>call(() -> {
            connections.discover();
            return true;
        });
    }

    /** Runs a command that reads and names no key, on the server of a pool. */
    <T extends @Nullable Object> T readFrom(
            Pool<Connection> server, CallDescription call, Reply<T> reply, Command command, byte[]... arguments) {
        List<byte[]> words = List.of(arguments);
        CommandArguments all = arguments(command, words);
        return send(
                new Exchange<>(
                        call,
                        false,
                        false,
                        sender -> sender.send(all),
                        reply,
                        error -> ExceptionTranslator.errorReply(call, error)),
                () -> server);
    }

    /**
     * Runs a command for each list of keys, on the server of a pool, and returns the replies, each of which is a number or a
     * {@link JedisDataException}.
     */
    List<?> writeTo(Pool<Connection> server, CallDescription call, Command command, List<List<byte[]>> keys) {
        List<CommandArguments> all =
                keys.stream().map(group -> arguments(command, group)).toList();
        return send(
                new Exchange<>(
                        call,
                        true,
                        false,
                        sender -> sender.sendAll(all),
                        ReplyReader::numbersOrErrors,
                        error -> ExceptionTranslator.errorReply(call, error)),
                () -> server);
    }

    private static CommandArguments arguments(Command command, List<byte[]> words) {
        CommandArguments all = new CommandArguments(command);
        words.forEach(all::add);
        return all;
    }

    private <T extends @Nullable Object> T send(Exchange<T> exchange, Supplier<Pool<Connection>> server) {
        state.checkOpen();
        return Uninterruptibly.call(() -> follow(exchange, server));
    }

    /** Sends a call to a server, and from there to the nodes of a cluster that it names. */
    private <T extends @Nullable Object> T follow(Exchange<T> exchange, Supplier<Pool<Connection>> server) {
        Supplier<Pool<Connection>> next = server;
        boolean asking = false;
        for (int redirections = 0; ; redirections++) {
            try {
                return sendOnce(exchange, next, asking);
            } catch (JedisRedirectionException e) {
                asking = e instanceof JedisAskDataException;
                if (redirections == MOST_REDIRECTIONS || asking && exchange.needsWholeSlot()) {
                    throw exchange.onError().apply(e);
                }
                next = () -> connections.node(e.getTargetNode());
                if (e instanceof JedisMovedDataException moved) {
                    connections.moved(moved);
                }
            }
        }
    }

    /**
     * Sends a call to one server.
     *
     * @throws JedisRedirectionException if the server is a node of a cluster that sends callers to another one
     */
    private <T extends @Nullable Object> T sendOnce(
            Exchange<T> exchange, Supplier<Pool<Connection>> server, boolean asking) {
        CallDescription call = exchange.call();
        Borrowed borrowed = connections.borrow(call, server);
        Connection connection = borrowed.connection();
        Sender sender = new Sender(connection, asking);
        boolean sound = false;
        try {
            Object reply = exchange.action().apply(sender);
            T result = exchange.reply().convert(reply);
            if (UnreadReply.isIn(connection)) {
                throw new UnexpectedReplyException("Redis sent more than one reply");
            }
            if (!connections.isCurrent(borrowed)) {
                throw new JedisConnectionException("another server has become the master during the call");
            }
            if (exchange.writes() && replication != null) {
                replication.await(call, connection);
            }
            sound = true;
            return result;
        } catch (CoordinationException e) {
            sound = true;
            throw e;
        } catch (JedisDataException e) {
            if (connections.isRedirection(e)) {
                sound = true;
                throw e;
            }
            sound = !ExceptionTranslator.isAboutConnection(e);
            throw exchange.onError().apply(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What is not a reply can nest too deeply for the parser, or claim a length that exceeds the heap.
            throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, e));
        } finally {
            if (sound) {
                connections.giveBack(borrowed);
            } else {
                connections.discard(borrowed);
            }
        }
    }
}
