// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int CAPACITY = 3;

    private final Inbox inbox = new Inbox(CAPACITY, List.of(Topic.channel("news")));

    private static Message message(int number) {
        return Message.onChannel("news", ("" + number).getBytes(UTF_8));
    }

    private void offer(int count) {
        IntStream.range(0, count).forEach(number -> inbox.offer(message(number)));
    }

    private void assertEnded(Class<? extends CoordinationException> exception, String rule) {
        for (int call = 0; call < 2; call++) { // Every call, not only the first one.
            assertThatThrownBy(inbox::poll).isInstanceOf(exception).hasMessageContaining(rule);
            assertThatThrownBy(inbox::pending).isInstanceOf(exception).hasMessageContaining(rule);
            assertThatThrownBy(() -> inbox.next(HOUR)).isInstanceOf(exception).hasMessageContaining("channel \"news\"");
            assertThatThrownBy(() -> inbox.next(Duration.ZERO)).isInstanceOf(exception);
        }
    }

    @Test
    void returnsMessagesInTheOrderInWhichTheyWereOffered() throws InterruptedException {
        offer(CAPACITY);

        assertThat(inbox.pending()).isEqualTo(3);
        assertThat(inbox.isReady()).isTrue();
        assertThat(inbox.poll()).contains(message(0));
        assertThat(inbox.next(HOUR)).contains(message(1));
        assertThat(inbox.next(Duration.ZERO)).contains(message(2));
        assertThat(inbox.poll()).isEmpty();
        assertThat(inbox.pending()).isZero();
        assertThat(inbox.isReady()).isFalse();
    }

    /** An inbox holds exactly as many messages as its capacity, even if that is one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 1_000})
    void overflowsBeyondItsCapacity(int capacity) {
        Inbox sized = new Inbox(capacity, List.of(Topic.channel("news")));
        IntStream.range(0, capacity).forEach(number -> sized.offer(message(number)));
        assertThat(sized.pending()).isEqualTo(capacity);

        sized.offer(message(capacity));
        sized.offer(message(capacity + 1));

        for (int number = 0; number < capacity; number++) {
            assertThat(sized.pending()).isEqualTo(capacity - number);
            assertThat(sized.poll()).contains(message(number));
        }
        assertThatThrownBy(sized::poll)
                .isInstanceOf(SubscriptionOverflowException.class)
                .hasMessageContaining(capacity + " messages");
    }

    /** What was lost cannot come back, so messages that would fit later are not accepted either. */
    @Test
    void anOverflowIsPermanent() {
        offer(CAPACITY + 1);

        while (inbox.size() > 0) {
            inbox.poll();
            inbox.offer(message(9));
        }

        assertThat(inbox.isReady()).isTrue();
        assertEnded(SubscriptionOverflowException.class, "S-08");
    }

    @Test
    void aLossLeavesTheBufferedMessages() {
        offer(2);

        inbox.lose(new IllegalStateException("the connection is closed"));
        offer(1);

        assertThat(inbox.pending()).isEqualTo(2);
        assertThat(inbox.poll()).contains(message(0));
        assertThat(inbox.poll()).contains(message(1));
        assertThat(inbox.isReady()).isTrue();
        assertEnded(CoordinationUnavailableException.class, "S-12");
        assertThatThrownBy(inbox::poll).hasRootCauseMessage("the connection is closed");
    }

    @Test
    void aLossNeedsNoCause() {
        inbox.lose(null);

        assertEnded(CoordinationUnavailableException.class, "S-12");
        assertThatThrownBy(inbox::poll).hasNoCause();
    }

    /** The first end counts, since a later end may be a consequence of the first. */
    @Test
    void aLossAfterAnOverflowChangesNothing() {
        offer(CAPACITY + 1);
        inbox.lose(null);
        inbox.clear();

        assertEnded(SubscriptionOverflowException.class, "S-08");
    }

    @Test
    void anOverflowAfterALossChangesNothing() {
        inbox.lose(null);
        offer(CAPACITY + 1);

        assertEnded(CoordinationUnavailableException.class, "S-12");
    }

    @Test
    void closingDropsTheMessages() {
        offer(2);

        inbox.close();
        inbox.close();
        offer(1);

        assertThat(inbox.size()).isZero();
        assertThat(inbox.isClosed()).isTrue();
        assertThat(inbox.isReady()).isFalse();
        assertEnded(CoordinationClosedException.class, "S-07");
    }

    @Test
    void closingPrevailsOverOtherEnds() {
        Inbox lost = new Inbox(CAPACITY, List.of(Topic.channel("news")));
        lost.lose(null);
        offer(CAPACITY + 1);
        assertThat(List.of(lost.isClosed(), inbox.isClosed())).containsOnly(false);

        lost.close();
        inbox.close();
        lost.lose(null);

        assertThatThrownBy(lost::poll).isInstanceOf(CoordinationClosedException.class);
        assertEnded(CoordinationClosedException.class, "S-07");
    }

    @Test
    void clearingDropsTheMessagesButDoesNotEndTheInbox() {
        offer(CAPACITY);

        inbox.clear();
        offer(1);

        assertThat(inbox.poll()).contains(message(0));
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void anInterruptAffectsOnlyNext() {
        offer(2);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> inbox.next(HOUR)).isInstanceOf(InterruptedException.class);

            Thread.currentThread().interrupt();
            inbox.offer(message(2));
            assertThat(inbox.pending()).isEqualTo(3);
            assertThat(inbox.poll()).contains(message(0));
            assertThat(inbox.next(Duration.ZERO)).contains(message(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("a timeout of zero does not wait", e);
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aTimeoutOfZeroOrLessDoesNotWait(long seconds) throws InterruptedException {
        assertThat(inbox.next(Duration.ofSeconds(seconds))).isEmpty();
    }

    @Test
    void namesTheArgumentThatIsInvalid() {
        List<Topic> topics = List.of(Topic.channel("news"));

        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> new Inbox(capacity, topics))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("capacity must be positive (S-08), but was " + capacity);
        }
        assertThatThrownBy(() -> new Inbox(1, null)).hasMessage("topics must not be null");
        assertThatThrownBy(() -> new Inbox(1, topics, null)).hasMessage("waiting must not be null");
        assertThatThrownBy(() -> inbox.offer(null)).hasMessage("message must not be null");
        assertThatThrownBy(() -> inbox.next(null)).hasMessage("timeout must not be null");
    }

    @Test
    void waitsWithTheGivenStrategy() throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        Inbox scripted = new Inbox(1, List.of(Topic.pattern("n*")), (held, changed, done, timeout) -> {
            assertThat(done.getAsBoolean()).isFalse();
            waits.add(timeout);
        });

        Optional<Message> none = scripted.next(HOUR);

        assertThat(none).isEmpty();
        assertThat(waits).containsExactly(HOUR);
        assertThat(scripted).hasToString("subscription to pattern \"n*\"");
    }
}
