// SPDX-License-Identifier: Apache-2.0
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
 * The connection of one subscription, and the protocol that it speaks, RESP2.
 *
 * <p>One thread reads; any thread may write. Writing to a closed Jedis connection opens it again, so nothing is written after
 * {@link #cut}.
 */
final class SubscriberLink {

    /** Receives what the server sends. */
    interface Receiver {
        void message(Message message);

        /** Called when the server has acknowledged the subscription to one topic. */
        void acknowledged();

        /** Called when the connection is no longer subscribed to anything. */
        void unsubscribed();
    }

    /** How long {@link #cut} waits for a thread that is writing; a write to a dead server may never end. */
    private static final long CUT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Connection connection;
    private final NamespacedTopics topics;
    private final MessageDecoder deliveries;
    private final ReentrantLock writing = new ReentrantLock();
    /** How many acknowledgements were requested. Guarded by {@link #writing}. */
    private long asked;
    /** Whether {@link #unsubscribe} was called. Guarded by {@link #writing}. */
    private boolean unsubscribed;
    /** Set to false by {@link #cut}. */
    private volatile boolean open = true;

    SubscriberLink(Connection connection, NamespacedTopics topics, MessageDecoder deliveries) {
        this.connection = connection;
        this.topics = topics;
        this.deliveries = deliveries;
    }

    /**
     * Switches the connection to RESP2. In RESP3 the acknowledgements are push messages, and Jedis decides whether to deliver
     * them to code that does not use the pub/sub classes of Jedis: on JDK 25.0.3, it dropped all of them.
     */
    private void speakResp2() {
        if (connection.getRedisProtocol() == RedisProtocol.RESP3) {
            var unused =
                    connection.executeCommand(new CommandArguments(Command.HELLO).add(RedisProtocol.RESP2.version()));
        }
    }

    /** Subscribes, and returns when the server has acknowledged every topic (S-01). From then on, reads have no timeout. */
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
     * Sends a barrier: subscribes again to one of the topics, which changes nothing (S-11).
     *
     * @return the number of acknowledgements after which everything published before this call has arrived; 0 after
     *     {@link #unsubscribe}, because a barrier would then create a new subscription
     */
    long barrier() {
        writing.lock();
        try {
            if (unsubscribed) {
                return 0;
            }
            if (topics.channels().isEmpty()) {
                write(Command.PSUBSCRIBE, List.of(NamespacedTopics.shortest(topics.patterns())));
            } else {
                write(Command.SUBSCRIBE, List.of(NamespacedTopics.shortest(topics.channels())));
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
        connection.getMany(0); // flushes and reads nothing
        if (!open) {
            disconnect(); // cut() has stopped waiting for this thread
        }
    }

    /** Reads one reply and passes it on. Returns whether it acknowledged a subscription. */
    boolean read(Receiver receiver) {
        if (!(connection.getUnflushedObject() instanceof List<?> reply) || reply.size() < 3) {
            return false;
        }
        String kind = Utf8.text(ReplyReader.bytes(reply.get(0)));
        switch (kind) {
            case "message", "pmessage" -> deliveries.message(kind, reply).ifPresent(receiver::message);
            case "subscribe", "psubscribe" -> receiver.acknowledged();
            case "unsubscribe", "punsubscribe" -> {
                if (ReplyReader.number(reply.get(2)) == 0) {
                    receiver.unsubscribed();
                }
            }
            default -> {
                // Unrelated to subscriptions.
            }
        }
        return kind.equals("subscribe") || kind.equals("psubscribe");
    }

    /** Closes the connection, which ends the reader. Idempotent. */
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
        long start = System.nanoTime();
        Uninterruptibly.run(() -> {
            long left = CUT_WAIT_NANOS - (System.nanoTime() - start);
            var unused = writing.tryLock(left, TimeUnit.NANOSECONDS);
        });
        return writing.isHeldByCurrentThread();
    }

    private void disconnect() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }
}
