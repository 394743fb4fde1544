// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BuilderTest {

    private static final Instant START = Instant.parse("2040-01-01T00:00:00Z");

    @Test
    void aCopiedClockBuilderKeepsItsSettingsWhenTheOriginalChanges() {
        FakeClock.Builder builder = FakeClock.builder().startingAt(START).stallGuard(Duration.ofMillis(20));
        FakeClock.Builder copy = builder.copy();
        builder.startingAt(START.plusSeconds(9)).stallGuard(Duration.ofHours(1));

        FakeClock clock = copy.build();

        assertThat(clock.instant()).isEqualTo(START);
        assertThatExceptionOfType(StalledClockException.class).isThrownBy(() -> clock.awaitWaiters(1));
    }

    @Test
    void aCopiedBackendBuilderKeepsItsSettingsWhenTheOriginalChanges() {
        FakeClock clock = FakeClock.create();
        MemoryBackend.Builder builder = MemoryBackend.builder().clock(clock).subscriptionBuffer(1);
        MemoryBackend.Builder copy = builder.copy();
        builder.subscriptionBuffer(100);

        try (MemoryBackend backend = copy.build()) {
            DistributedCoordination handle = backend.connect();
            Subscription subscription = handle.pubSub().subscribe("a");
            handle.pubSub().publish("a", new byte[] {1});
            handle.pubSub().publish("a", new byte[] {2});

            assertThat(backend.clock()).isSameAs(clock);
            assertThat(subscription.poll()).isPresent();
            assertThatExceptionOfType(SubscriptionOverflowException.class).isThrownBy(subscription::poll);
        }
    }

    @Test
    void closingABackendEndsItsThreads() throws Exception {
        CompletableFuture<Thread> listener = new CompletableFuture<>();
        MemoryBackend backend = MemoryBackend.create();
        DistributedCoordination handle = backend.connect();
        handle.pubSub().subscribe(List.of(Topic.channel("a")), message -> listener.complete(Thread.currentThread()));
        handle.pubSub().publish("a", new byte[0]);
        Thread thread = listener.get(10, TimeUnit.SECONDS);

        backend.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
