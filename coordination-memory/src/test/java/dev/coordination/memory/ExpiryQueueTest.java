package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpiryQueueTest {

    private final ExpiryQueue queue = new ExpiryQueue();

    @Test
    void givesWhatIsDueInOrder() {
        Expiry third = queue.add("c", 7);
        Expiry second = queue.add("b", 5);
        Expiry first = queue.add("a", 4);

        assertThat(queue.pollDue(3)).isNull();
        assertThat(queue.pollDue(5)).isSameAs(first);
        assertThat(queue.pollDue(5)).isSameAs(second);
        assertThat(queue.pollDue(5)).isNull();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.pollDue(7)).isSameAs(third);
        assertThat(queue.pollDue(7)).isNull();
    }

    @Test
    void doesNotGiveWhatIsCancelled() {
        queue.cancel(queue.add("a", 4));
        Expiry second = queue.add("b", 5);
        queue.cancel(queue.add("c", 6));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.held()).isEqualTo(3);

        assertThat(queue.pollDue(6)).isSameAs(second);
        assertThat(queue.pollDue(6)).isNull();

        assertThat(queue.size()).isZero();
        assertThat(queue.held()).isZero();
    }

    @Test
    void cancellingWhatWasGivenDoesNothing() {
        Expiry given = queue.add("a", 4);
        queue.add("b", 5);
        queue.pollDue(4);

        queue.cancel(given);

        assertThat(given.isCancelled()).isFalse();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void cancellingTwiceIsCancellingOnce() {
        Expiry cancelled = queue.add("a", 4);
        queue.add("b", 5);

        queue.cancel(cancelled);
        queue.cancel(cancelled);

        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void holdsFewThatAreCancelledHoweverManyWereRenewed() {
        Expiry last = queue.add("a", 1);
        for (int i = 2; i <= 10_000; i++) {
            Expiry next = queue.add("a", i);
            queue.cancel(last);
            last = next;

            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.held()).isLessThanOrEqualTo(2 * ExpiryQueue.SPARE + 2);
        }
        assertThat(queue.pollDue(10_000)).isSameAs(last);
    }

    @Test
    void keepsWhatIsNotCancelledWhenItLooksForWhatIs() {
        for (int i = 0; i < 1_000; i++) {
            queue.add("kept " + i, 2 * i);
            queue.cancel(queue.add("cancelled " + i, 2 * i + 1));
            queue.cancel(queue.add("cancelled too " + i, 2 * i + 1));
        }
        assertThat(queue.size()).isEqualTo(1_000);
        assertThat(queue.held()).isLessThan(2_100);

        for (int i = 0; i < 1_000; i++) {
            Expiry due = queue.pollDue(Long.MAX_VALUE);
            assertThat(due).isNotNull();
            assertThat(due.key()).isEqualTo("kept " + i);
        }
        assertThat(queue.pollDue(Long.MAX_VALUE)).isNull();
    }
}
