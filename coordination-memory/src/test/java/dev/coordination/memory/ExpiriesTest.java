package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiriesTest {

    private static final int ROUNDS = 20_000;

    @Test
    void takesWhatExpiresByThenAndNothingElse() {
        Expiries expiries = new Expiries();
        expiries.add("Aa", 5);
        expiries.add("BB", 4); // In the same queue, for it has the same hash.
        expiries.add("a", 3);
        expiries.add("Aa", 6);
        List<String> taken = new ArrayList<>();

        assertThat(expiries.takeDue(5, expiry -> taken.add(expiry.key()))).isEqualTo(3);

        assertThat(taken).containsExactlyInAnyOrder("BB", "Aa", "a").containsSubsequence("BB", "Aa");
        assertThat(expiries.size()).isEqualTo(1);
        assertThat(expiries.takeDue(5, expiry -> taken.add(expiry.key()))).isZero();
    }

    @Test
    void cancelsOneAndNoOther() {
        Expiries expiries = new Expiries();
        Expiry cancelled = expiries.add("Aa", 5);
        expiries.add("BB", 5);
        expiries.add("a", 5);
        List<String> taken = new ArrayList<>();

        cancelled.queue().cancel(cancelled);

        assertThat(expiries.size()).isEqualTo(2);
        expiries.takeDue(5, expiry -> taken.add(expiry.key()));
        assertThat(taken).containsExactlyInAnyOrder("BB", "a");
    }

    /** The two keys have the same hash and the two threads the same lane, so both find the same queue missing. */
    @Test
    void noneIsLostWhenTwoThreadsAddTheFirstOnes() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        List<Expiries> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.add(new Expiries());
        }
        FutureTask<Boolean> other = new FutureTask<>(() -> addToEach(all, "Aa", arrived));
        Thread second = new Thread(other);
        while ((second.getId() - Thread.currentThread().getId()) % Lanes.COUNT != 0) {
            second = new Thread(other);
        }
        second.start();
        addToEach(all, "BB", arrived);

        assertThat(other.get()).isTrue();
        assertThat(all).allSatisfy(each -> assertThat(each.size()).isEqualTo(2));
    }

    private static boolean addToEach(List<Expiries> all, String key, AtomicInteger arrived) {
        for (int round = 1; round <= ROUNDS; round++) {
            arrived.incrementAndGet();
            while (arrived.get() < 2 * round) {
                Thread.yield(); // Whoever sleeps until it is woken comes too late to meet the other.
            }
            all.get(round - 1).add(key, 5);
        }
        return true;
    }
}
