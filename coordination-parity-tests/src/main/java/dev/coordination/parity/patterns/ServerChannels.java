// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.RedisClient;

/** Matches channels on a server: a connection subscribes to all patterns, and the deliveries show which of them match. */
final class ServerChannels implements Matcher {

    private static final long PATIENCE_SECONDS = 60;

    private final RedisClient client;
    private final PrefixedNames names;

    ServerChannels(URI server, List<String> names) {
        this.client = PatientClient.of(server);
        this.names = new PrefixedNames(names);
    }

    @Override
    public List<BitSet> matches(List<String> patterns) {
        Subscriber subscriber = new Subscriber(patterns);
        Thread thread = new Thread(subscriber, "coordination-patterns");
        thread.setDaemon(true);
        thread.start();
        await(subscriber.subscribed, patterns.size() + 1);
        for (int i = 0; i < names.count(); i++) {
            client.publish(names.onServer(i), new byte[0]);
            // One channel at a time, because a server closes a connection that leaves too many deliveries unread.
            client.publish(subscriber.marker, new byte[0]);
            await(subscriber.markers, 1);
        }
        subscriber.punsubscribe();
        await(subscriber.ended, 1);
        return subscriber.matches();
    }

    private static void await(Semaphore permits, int count) {
        try {
            if (!permits.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server did not deliver within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * A connection that subscribes to all patterns. Its matches may be used only after a marker has arrived or the
     * connection has ended.
     */
    private final class Subscriber extends BinaryJedisPubSub implements Runnable {

        final byte[] marker = ("marker-" + UUID.randomUUID()).getBytes(UTF_8);
        final Semaphore subscribed = new Semaphore(0);
        final Semaphore markers = new Semaphore(0);
        final Semaphore ended = new Semaphore(0);

        private final List<byte[]> patterns;
        private final Map<ByteBuffer, BitSet> matches = new HashMap<>();

        Subscriber(List<String> patterns) {
            this.patterns = patterns.stream().map(names::onServer).toList();
            this.patterns.forEach(pattern -> matches.put(ByteBuffer.wrap(pattern), new BitSet(names.count())));
        }

        @Override
        public void run() {
            byte[][] all = new byte[patterns.size() + 1][];
            patterns.toArray(all);
            all[patterns.size()] = marker;
            try {
                client.psubscribe(this, all);
            } finally {
                ended.release();
            }
        }

        @Override
        public void onPSubscribe(byte[] pattern, int subscribedChannels) {
            subscribed.release();
        }

        @Override
        public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
            BitSet matched = matches.get(ByteBuffer.wrap(pattern));
            if (matched == null) {
                markers.release();
            } else {
                matched.set(names.index(channel));
            }
        }

        List<BitSet> matches() {
            return patterns.stream()
                    .map(pattern -> matches.getOrDefault(ByteBuffer.wrap(pattern), new BitSet()))
                    .toList();
        }
    }
}
