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
    void visitsWhatExpiresByThenInOrderAndNothingElse() {
        Expiries expiries = new Expiries();
        expiries.add(5, "Aa");
        expiries.add(4, "BB"); // On the same list, for it has the same hash.
        expiries.add(6, "Aa");
        List<String> seen = new ArrayList<>();

        expiries.forEachUntil(5, (key, deadline) -> seen.add(key + " " + deadline));

        assertThat(seen).containsExactly("BB 4", "Aa 5");
    }

    @Test
    void removesWhatWasAddedAndNothingElse() {
        Expiries expiries = new Expiries();
        expiries.remove(5, "Aa");
        expiries.add(5, "Aa");

        expiries.remove(5, "BB");
        expiries.remove(6, "Aa");
        assertThat(expiries.size()).isEqualTo(1);

        expiries.remove(5, "Aa");
        assertThat(expiries.size()).isZero();
    }

    /** The two keys have the same hash, so both threads find the same list missing. */
    @Test
    void noneIsLostWhenTwoThreadsAddTheFirstOnes() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        List<Expiries> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.add(new Expiries());
        }
        FutureTask<Boolean> other = new FutureTask<>(() -> addToEach(all, "Aa", arrived));
        new Thread(other).start();
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
            all.get(round - 1).add(5, key);
        }
        return true;
    }
}
