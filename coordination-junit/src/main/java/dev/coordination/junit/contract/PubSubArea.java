// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * The base class of the areas about messages. A message is shown as {@code channel: text}, or as
 * {@code channel by pattern: text}.
 */
abstract class PubSubArea extends ContractArea {

    /** The timeout of a wait that is expected to time out, which takes real time on a real server. */
    static final Duration SHORT = Duration.ofMillis(50);

    /** How many messages fit into the smallest buffer that a harness may have, with room for one more. */
    static final int FEW = 15;

    /** The number of rounds of each test that depends on timing. */
    static final int ROUNDS = 10;

    /** The pause between two calls of {@code publish} that should find that nobody listens any more. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final String MARKER = "marker ";

    private int markers;

    final PubSub pubSub() {
        return coordination.pubSub();
    }

    final long publish(String channel, String text) {
        return pubSub().publish(channel, bytes(text));
    }

    /** Publishes {@code 0}, {@code 1} and so on, and returns the messages as they are shown. */
    final List<String> publishNumbered(String channel, int count) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            publish(channel, Integer.toString(i));
            shown.add(channel + ": " + i);
        }
        return shown;
    }

    /**
     * Publishes until nobody listens, because a server may take a moment to notice that a connection has ended. Returns what the
     * last call returned, which is not zero if somebody still listens.
     */
    final long publishUntilNobodyListens(PubSub from, String channel, String text) {
        long start = System.nanoTime();
        long patience = background.patience().toNanos();
        long listening = from.publish(channel, bytes(text));
        while (listening > 0 && System.nanoTime() - start < patience) {
            LockSupport.parkNanos(PAUSE_NANOS);
            listening = from.publish(channel, bytes(text));
        }
        return listening;
    }

    /** Waits for the next message. Only a failing test waits until the timeout. */
    final Optional<Message> next(Subscription subscription) {
        return Unchecked.call(() -> subscription.next(background.patience()));
    }

    /** Takes {@code count} messages, all of which have been published already. */
    final List<String> take(Subscription subscription, int count) {
        List<String> shown = new ArrayList<>();
        while (shown.size() < count) {
            Optional<Message> message = has(Capability.POLL_SEES_PUBLISHED) ? subscription.poll() : next(subscription);
            assertThat(message)
                    .as("message %s of %s, after %s", shown.size() + 1, count, shown)
                    .isPresent();
            addUnlessMarker(message, shown);
        }
        return shown;
    }

    /**
     * Takes all messages that this thread has published. If polling cannot show that no messages remain, a marker
     * message does.
     *
     * @param channel a channel that the subscription receives, by its name or by a pattern
     */
    final List<String> takeAll(Subscription subscription, String channel) {
        List<String> shown = new ArrayList<>();
        if (has(Capability.POLL_SEES_PUBLISHED)) {
            Optional<Message> message = subscription.poll();
            while (message.isPresent()) {
                addUnlessMarker(message, shown);
                assertThat(shown)
                        .as("the messages taken, all of which must fit into one buffer")
                        .hasSizeLessThanOrEqualTo(harness.subscriptionBuffer());
                message = subscription.poll();
            }
            return shown;
        }
        String marker = MARKER + ++markers;
        publish(channel, marker);
        while (true) {
            Optional<Message> message = next(subscription);
            assertThat(message).as("what was published last, after %s", shown).isPresent();
            if (message.map(Message::text).orElseThrow().equals(marker)) {
                return shown;
            }
            addUnlessMarker(message, shown);
        }
    }

    /** Ignores markers, which reach the other subscriptions of a channel, too. */
    private static void addUnlessMarker(Optional<Message> message, List<String> shown) {
        message.filter(m -> !m.text().startsWith(MARKER)).map(PubSubArea::shown).ifPresent(shown::add);
    }

    static String shown(Message message) {
        return message.channel() + message.pattern().map(p -> " by " + p).orElse("") + ": " + message.text();
    }

    /** Verifies that every call except close throws an exception of this type, repeatedly. */
    final void assertEnded(Subscription subscription, Class<? extends CoordinationException> how) {
        for (int again = 0; again < 2; again++) {
            assertThrown("poll", subscription::poll, how);
            assertThrown("next(0)", () -> subscription.next(Duration.ZERO), how);
            assertThrown("next", () -> background.within(() -> subscription.next(background.patience())), how);
            assertThrown("pending", subscription::pending, how);
        }
    }

    private static void assertThrown(String call, ThrowingCallable code, Class<? extends Exception> how) {
        assertThatThrownBy(code).as(call).isInstanceOf(how);
    }
}
