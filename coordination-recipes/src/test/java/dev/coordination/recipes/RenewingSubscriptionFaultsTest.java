// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static dev.coordination.recipes.Waits.unavailable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests subscriptions that are lost, and whose attempts and listeners fail, at random. Attempts are at least 2 s apart. */
@CoordinationTest
class RenewingSubscriptionFaultsTest {

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination handle;
    private final ScriptedCalls coordination;
    private final PubSub publisher;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** When attempts were made, in milliseconds. */
    private final List<Long> attempts = new CopyOnWriteArrayList<>();

    /** What the listener does in each call. */
    private volatile ErrorReporter.Callback then = () -> {};

    RenewingSubscriptionFaultsTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
        this.handle = coordination;
        this.coordination = new ScriptedCalls(coordination);
        this.publisher = backend.connect().pubSub();
    }

    /** Records what it is told, and which gaps it could handle. */
    private final class Recorder implements RenewingListener {

        @Override
        public void onMessage(Message message) throws Exception {
            told.add(message.text());
            then.call();
        }

        @Override
        public void onGap() throws Exception {
            told.add("gap");
            then.call();
            told.add("reloaded");
        }

        @Override
        public void onLost(CoordinationException cause) throws Exception {
            told.add("lost");
            then.call();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("E-54")
    @Tag("E-55")
    @Tag("E-56")
    void noMessageIsMissedWithoutAGap(boolean onCallingThread) throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            run(onCallingThread, seed);
        }
    }

    private void run(boolean onCallingThread, int seed) throws Exception {
        Random random = new Random(seed);
        told.clear();
        attempts.clear();
        RenewingSubscription subscription = start(onCallingThread, random);
        int published = 0;
        for (int step = 0; step < 30; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    backend.disconnect(handle);
                    backend.settle();
                    backend.reconnect(handle);
                }
                case 1 -> clock.advance(ofMillis(random.nextInt(3_000)));
                default -> publish(published++);
            }
        }
        coordination.before = () -> attempts.add(clock.millis());
        coordination.after = () -> {};
        then = () -> {};
        clock.advance(ofSeconds(10));
        publish(published);

        assertThat(subscription.isLive()).as("seed " + seed).isTrue();
        assertThat(told).as("seed " + seed).endsWith(String.valueOf(published));
        check("seed " + seed + told);
        for (int i = 1; i < attempts.size(); i++) {
            assertThat(attempts.get(i) - attempts.get(i - 1))
                    .as("seed " + seed + attempts)
                    .isGreaterThanOrEqualTo(2_000);
        }
        subscription.close();
        int calls = coordination.calls.size();
        clock.advance(ofSeconds(10));
        assertThat(coordination.calls).as("seed " + seed).hasSize(calls);
    }

    private RenewingSubscription start(boolean onCallingThread, Random random) {
        coordination.before = () -> {
            attempts.add(clock.millis());
            if (random.nextInt(3) == 0) {
                throw unavailable();
            }
        };
        then = () -> {
            if (random.nextInt(3) == 0) {
                throw new IOException("listener");
            }
        };
        RenewingSubscriptionBuilder builder = RenewingSubscription.builder(
                        coordination, List.of(Topic.channel("news")), new Recorder(), scheduler)
                .clock(clock)
                .errorHandler(thrown -> {});
        if (onCallingThread) {
            builder.callbackExecutor(Runnable::run).requestExecutor(Runnable::run);
        }
        RenewingSubscription subscription = builder.start();
        Runnable attempt = coordination.before;
        coordination.before = () -> {
            attempt.run();
            if (random.nextInt(3) == 0) {
                throw new IllegalStateException("unexpected");
            }
        };
        coordination.after = () -> {
            if (random.nextInt(4) == 0) {
                throw unavailable();
            }
        };
        return subscription;
    }

    private void publish(int number) throws InterruptedException {
        publisher.publish("news", String.valueOf(number).getBytes(UTF_8));
        backend.settle();
    }

    /** Checks that no message was missed or comes between loss and gap, and that each loss is followed by one gap. */
    private void check(String description) {
        boolean lost = false;
        boolean mayMiss = false;
        int last = -1;
        for (String call : told) {
            switch (call) {
                case "lost" -> {
                    assertThat(lost).as(description).isFalse();
                    lost = true;
                }
                case "gap" -> assertThat(lost).as(description).isTrue();
                case "reloaded" -> {
                    lost = false;
                    mayMiss = true;
                }
                default -> {
                    assertThat(lost).as(description).isFalse();
                    int number = Integer.parseInt(call);
                    if (mayMiss) {
                        assertThat(number).as(description).isGreaterThan(last);
                    } else {
                        assertThat(number).as(description).isEqualTo(last + 1);
                    }
                    mayMiss = false;
                    last = number;
                }
            }
        }
    }
}
