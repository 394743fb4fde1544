// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Topic;
import dev.coordination.memory.MemoryBackend;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snippets of docs/listeners.md. */
class ListenerExamplesTest {

    /** A local map in front of the cache. */
    static final class NearCache implements MessageListener {

        private final Map<String, String> local = new ConcurrentHashMap<>();
        private final DistributedCoordination coordination;
        private volatile boolean subscribed = true;

        NearCache(DistributedCoordination coordination) {
            this.coordination = coordination;
            coordination.pubSub().subscribe(List.of(Topic.channel("invalidated")), this);
        }

        String get(String key) {
            return subscribed ? local.computeIfAbsent(key, this::read) : read(key);
        }

        private String read(String key) {
            return coordination.cache().getText(key).orElse("none");
        }

        @Override
        public void onMessage(Message message) {
            local.remove(message.text());
        }

        @Override
        public void onEnd(CoordinationException cause) {
            subscribed = false; // Later changes would be missed.
            local.clear();
        }
    }

    @Nested
    @CoordinationTest
    class OnTheListenerThread {

        @Test
        void aChangeOnOneNodeReachesTheOther(
                @Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, MemoryBackend backend)
                throws Exception {
            NearCache near = new NearCache(b);
            a.cache().setText("rate", "1.08");
            assertThat(near.get("rate")).isEqualTo("1.08");

            a.cache().setText("rate", "1.09");
            a.pubSub().publish("invalidated", "rate".getBytes(UTF_8));
            backend.settle();

            assertThat(near.get("rate")).isEqualTo("1.09");
        }

        @Test
        void aReconnectedNodeDoesNotServeStaleValues(
                @Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, MemoryBackend backend)
                throws Exception {
            NearCache near = new NearCache(b);
            a.cache().setText("rate", "1.08");
            assertThat(near.get("rate")).isEqualTo("1.08");

            backend.disconnect(b);
            backend.settle();
            backend.reconnect(b);
            a.cache().setText("rate", "1.09");

            assertThat(near.get("rate")).isEqualTo("1.09");
        }
    }

    @Nested
    class OnThePublishersThread {

        @RegisterExtension
        static final CoordinationExtension COORDINATION =
                CoordinationExtension.builder().listenerExecutor(Runnable::run).build();

        @Test
        void aListenerHasBeenCalledWhenPublishReturns(PubSub pubSub) {
            Queue<String> received = new ConcurrentLinkedQueue<>();
            pubSub.subscribe(List.of(Topic.pattern("orders:*")), message -> received.add(message.channel()));

            pubSub.publish("orders:1", "paid".getBytes(UTF_8));

            assertThat(received).containsExactly("orders:1");
        }
    }

    @Nested
    class WithAnErrorHandler {

        static final Queue<Throwable> ERRORS = new ConcurrentLinkedQueue<>();

        @RegisterExtension
        static final CoordinationExtension COORDINATION =
                CoordinationExtension.builder().onListenerError(ERRORS::add).build();

        @Test
        void aListenerThatThrowsKeepsReceiving(PubSub pubSub, MemoryBackend backend) throws Exception {
            Queue<Integer> received = new ConcurrentLinkedQueue<>();
            pubSub.subscribe(
                    List.of(Topic.channel("numbers")), message -> received.add(Integer.valueOf(message.text())));

            pubSub.publish("numbers", "one".getBytes(UTF_8));
            pubSub.publish("numbers", "2".getBytes(UTF_8));
            backend.settle();

            assertThat(received).containsExactly(2);
            assertThat(ERRORS).singleElement().isInstanceOf(NumberFormatException.class);
        }
    }

    @Nested
    class OnASharedBackend {

        /** Stands in for a bean of an application context that several tests share. */
        static final MemoryBackend SHARED = MemoryBackend.create();

        @AfterEach
        void clearTheBackend() throws Exception {
            SHARED.settle();
            SHARED.clear();
        }

        @Test
        void oneTestSetsAKey() {
            setKeyIfAbsent();
        }

        @Test
        void anotherTestStartsWithoutIt() {
            setKeyIfAbsent();
        }

        private static void setKeyIfAbsent() {
            SharedCache cache = SHARED.connect().cache();
            assertThat(cache.setIfAbsent("key", "value".getBytes(UTF_8))).isTrue();
        }
    }
}
