package dev.coordination.redis;

import dev.coordination.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The connection that one subscription lives on, and what is said over it, in RESP2.
 *
 * <p>One thread reads, any may write. A connection of Jedis that finds itself closed connects anew when it is written to, so
 * nothing is written once this link is cut.
 */
final class SubscriberLink {

    /** What a link hears. */
    interface Receiver {
        void message(Message message);

        /** A SUBSCRIBE or PSUBSCRIBE is answered, for one topic. */
        void acknowledged();

        /** The connection has no topic any more. */
        void unsubscribed();
    }

    /** How long a cut waits for a thread that is writing, in milliseconds; a write to a dead peer may never end. */
    private static final long CUT_WAIT = 100;

    private final Connection connection;
    private final Topics topics;
    private final Deliveries deliveries;
    private final ReentrantLock writing = new ReentrantLock();
    /** How many acknowledgements were asked for; guarded by {@link #writing}. */
    private long asked;
    /** Whether the server was asked to end this; guarded by {@link #writing}. */
    private boolean unsubscribed;
    /** Set to false once, by {@link #cut}. */
    private volatile boolean open = true;

    SubscriberLink(Connection connection, Topics topics, Deliveries deliveries) {
        this.connection = connection;
        this.topics = topics;
        this.deliveries = deliveries;
    }

    /**
     * Has the server answer in RESP2 from now on. As a push of RESP3 an answer is Jedis's to propagate or not: it need not
     * think that somebody subscribes who does not do it by its own classes, and code that JDK 25.0.3 compiled of its decision
     * was seen to drop every one.
     */
    private void speakResp2() {
        if (connection.getRedisProtocol() == RedisProtocol.RESP3) {
            var unused =
                    connection.executeCommand(new CommandArguments(Command.HELLO).add(RedisProtocol.RESP2.version()));
        }
    }

    /** Subscribes, and returns when the server has acknowledged every topic (S-01); from then on reads wait for ever. */
    void subscribe(Receiver receiver) {
        speakResp2();
        writing.lock();
        try {
            if (!topics.channels().isEmpty()) {
                write(Command.SUBSCRIBE, topics.channels());
            }
            if (!topics.patterns().isEmpty()) {
                write(Command.PSUBSCRIBE, topics.patterns());
            }
            asked = topics.count();
        } finally {
            writing.unlock();
        }
        for (int missing = topics.count(); missing > 0; ) {
            if (read(receiver)) {
                missing--;
            }
        }
        connection.setSoTimeout(0);
    }

    /**
     * Sends a barrier: subscribes again to a topic that the connection has, which changes nothing (S-11).
     *
     * @return the number of acknowledgements after which everything published before this call was received; 0 once this was
     *     unsubscribed, for then it would subscribe anew
     */
    long barrier() {
        writing.lock();
        try {
            if (unsubscribed) {
                return 0;
            }
            if (topics.channels().isEmpty()) {
                write(Command.PSUBSCRIBE, List.of(Topics.shortest(topics.patterns())));
            } else {
                write(Command.SUBSCRIBE, List.of(Topics.shortest(topics.channels())));
            }
            return ++asked;
        } finally {
            writing.unlock();
        }
    }

    void unsubscribe() {
        writing.lock();
        try {
            unsubscribed = true;
            if (!topics.channels().isEmpty()) {
                write(Command.UNSUBSCRIBE, List.of());
            }
            if (!topics.patterns().isEmpty()) {
                write(Command.PUNSUBSCRIBE, List.of());
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(Command command, List<byte[]> names) {
        if (!open) {
            throw new JedisConnectionException("the connection of the subscription is closed");
        }
        CommandArguments all = new CommandArguments(command);
        names.forEach(all::add);
        connection.sendCommand(all);
        connection.getMany(0); // flushes, and reads nothing
        if (!open) {
            disconnect(); // cut did not wait any longer
        }
    }

    /** Reads and passes on what comes next, and returns whether that was an acknowledgement of a subscription. */
    boolean read(Receiver receiver) {
        if (!(connection.getUnflushedObject() instanceof List<?> reply) || reply.size() < 3) {
            return false;
        }
        String kind = Utf8.text(Replies.bytes(reply.get(0)));
        switch (kind) {
            case "message", "pmessage" -> deliveries.message(kind, reply).ifPresent(receiver::message);
            case "subscribe", "psubscribe" -> receiver.acknowledged();
            case "unsubscribe", "punsubscribe" -> {
                if (Replies.number(reply.get(2)) == 0) {
                    receiver.unsubscribed();
                }
            }
            default -> {
                // Nothing that has to do with subscriptions.
            }
        }
        return kind.equals("subscribe") || kind.equals("psubscribe");
    }

    /** Closes the connection, so that the reader ends; idempotent. */
    void cut() {
        open = false;
        boolean locked = lockForCut();
        try {
            disconnect();
        } finally {
            if (locked) {
                writing.unlock();
            }
        }
    }

    private boolean lockForCut() {
        if (writing.tryLock()) {
            return true;
        }
        try {
            return writing.tryLock(CUT_WAIT, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void disconnect() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
