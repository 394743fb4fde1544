// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes.md} about renewing subscriptions. */
@CoordinationTest
class RenewingSubscriptionExampleTest {

    static final class NearCache implements RenewingListener {

        private final Map<String, String> local = new ConcurrentHashMap<>();
        private final DistributedCoordination coordination;
        private volatile boolean complete = true;

        NearCache(DistributedCoordination coordination) {
            this.coordination = coordination;
        }

        String get(String key) {
            return complete ? local.computeIfAbsent(key, this::read) : read(key);
        }

        private String read(String key) {
            return coordination.cache().getText(key).orElse("none");
        }

        @Override
        public void onMessage(Message message) {
            local.remove(message.text());
        }

        @Override
        public void onLost(CoordinationException cause) {
            complete = false; // Later changes would be missed.
        }

        @Override
        public void onGap() {
            local.clear();
            complete = true;
        }
    }

    private static RenewingSubscription subscribe(
            DistributedCoordination coordination, NearCache near, ScheduledExecutorService scheduler) {
        return RenewingSubscription.builder(coordination, List.of(Topic.channel("invalidated")), near, scheduler)
                .start();
    }

    @Test
    void aReconnectedNodeDoesNotServeStaleValues(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            MemoryBackend backend,
            ScheduledExecutorService scheduler,
            FakeClock clock)
            throws Exception {
        NearCache near = new NearCache(b);
        RenewingSubscription subscription = subscribe(b, near, scheduler);
        a.cache().setText("rate", "1.08");
        assertThat(near.get("rate")).isEqualTo("1.08");

        backend.disconnect(b);
        backend.settle();
        a.cache().setText("rate", "1.09");
        backend.reconnect(b);
        clock.advance(ofSeconds(2));
        assertThat(near.get("rate")).isEqualTo("1.09");

        a.cache().setText("rate", "1.10");
        a.pubSub().publish("invalidated", "rate".getBytes(UTF_8));
        backend.settle();
        assertThat(near.get("rate")).isEqualTo("1.10");
        subscription.close();
    }
}
