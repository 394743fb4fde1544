// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryQueueTest {

    private static final int ROUNDS = 5_000;

    private final ExpiryQueue queue = new ExpiryQueue(new NoReaper());

    private Expiry add(String key, long due) {
        return added(queue, key, due);
    }

    private static Expiry added(ExpiryQueue queue, String key, long due) {
        ExpiringMap<String> map = new ExpiringMap<>(FakeClock.create().time(), queue, new StripedLock());
        Expiry expiry = new Expiry(map, key, due);
        queue.add(expiry);
        return expiry;
    }

    private Expiry addCancelled(String key, long due) {
        Expiry expiry = add(key, due);
        expiry.cancel();
        return expiry;
    }

    @Test
    void returnsDueRecordsInOrder() {
        Expiry third = add("c", 7);
        Expiry second = add("b", 5);
        Expiry first = add("a", 4);

        assertThat(queue.pollDue(3)).isNull();
        assertThat(queue.pollDue(5)).isSameAs(first);
        assertThat(queue.pollDue(5)).isSameAs(second);
        assertThat(queue.pollDue(5)).isNull();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.pollDue(7)).isSameAs(third);
        assertThat(queue.pollDue(7)).isNull();
    }

    @Test
    void doesNotReturnCancelledRecords() {
        addCancelled("a", 4);
        Expiry second = add("b", 5);
        addCancelled("c", 6);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.held()).isEqualTo(3);

        assertThat(queue.pollDue(6)).isSameAs(second);
        assertThat(queue.pollDue(6)).isNull();

        assertThat(queue.size()).isZero();
        assertThat(queue.held()).isZero();
    }

    @Test
    void dropsCancelledRecordsAtItsHeadBeforeTheyAreDue() {
        addCancelled("a", 40);
        addCancelled("b", 50);
        add("c", 60);
        addCancelled("d", 70);

        assertThat(queue.pollDue(1)).isNull();

        assertThat(queue.held()).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void cancellingARecordTwiceOrAfterItWasReturnedChangesNothing() {
        Expiry returned = add("a", 4);
        Expiry cancelled = add("b", 5);
        add("c", 5);
        queue.pollDue(4);

        returned.cancel();
        cancelled.cancel();
        cancelled.cancel();

        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void returnsAPostponedRecordWhenItIsDueAgain() {
        Expiry expiry = add("a", 4);
        assertThat(queue.pollDue(4)).isSameAs(expiry);

        expiry.postpone(6);
        queue.add(expiry);

        assertThat(queue.pollDue(5)).isNull();
        assertThat(queue.pollDue(6)).isSameAs(expiry);
    }

    @Test
    void holdsFewCancelledRecordsHoweverManyWereReplaced() {
        Expiry last = add("a", 1);
        for (int i = 2; i <= 10_000; i++) {
            Expiry next = add("a", i);
            last.cancel();
            last = next;

            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.held()).isLessThanOrEqualTo(2 * ExpiryQueue.SPARE + 2);
        }
        assertThat(queue.pollDue(10_000)).isSameAs(last);
    }

    @Test
    void holdsFewCancelledRecordsAfterManyOthersHaveFallenDue() {
        for (int i = 0; i < 10_000; i++) {
            add("early " + i, 1);
        }
        add("first", 2);
        for (int i = 0; i < 10_000; i++) {
            assertThat(queue.pollDue(1)).isNotNull();
        }

        for (int i = 0; i < 10_000; i++) {
            addCancelled("late " + i, 3);
        }

        assertThat(queue.held()).isLessThanOrEqualTo(2 * ExpiryQueue.SPARE + 4);
    }

    @Test
    void keepsAllOtherRecordsWhenItDropsCancelledOnes() {
        for (int i = 0; i < 1_000; i++) {
            add("kept " + i, 2 * i);
            addCancelled("cancelled " + i, 2 * i + 1);
            addCancelled("cancelled too " + i, 2 * i + 1);
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

    /** Covers both ways to remove due records: a few are removed one by one, many in one pass. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 63, 64, 65, 100, 1_000, 1_999, 2_000})
    void freesExactlyTheRecordsThatAreDueAndNotCancelled(int due) {
        List<String> keys = new ArrayList<>();
        List<String> freed = new ArrayList<>();
        ExpiringMap<String> map = new FreedKeys(queue, freed);
        for (int i = 0; i < 2_000; i++) {
            int shuffled = i * 1_237 % 2_000;
            Expiry expiry = new Expiry(map, "key " + shuffled, shuffled < due ? shuffled / 3 : 700 + shuffled);
            queue.add(expiry);
            if (shuffled % 5 == 4) {
                expiry.cancel();
            } else if (shuffled < due) {
                keys.add(expiry.key());
            }
        }

        queue.freeDue(699);

        assertThat(freed).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(queue.size()).isEqualTo(1_600 - keys.size());
        assertThat(queue.pollDue(699)).isNull();
        for (int left = 1_600 - keys.size(); left > 0; left--) {
            assertThat(queue.pollDue(Long.MAX_VALUE)).isNotNull();
        }
        assertThat(queue.pollDue(Long.MAX_VALUE)).isNull();
    }

    @Test
    void holdsFewCancelledRecordsAfterManyOthersWereFreedAtOnce() {
        for (int i = 0; i < 10_000; i++) {
            add("early " + i, 1);
        }
        add("first", 2);
        queue.freeDue(1);

        for (int i = 0; i < 10_000; i++) {
            addCancelled("late " + i, 3);
        }

        assertThat(queue.held()).isLessThanOrEqualTo(2 * ExpiryQueue.SPARE + 4);
    }

    @Test
    void announcesTheFirstRecordAndTheFirstOneAfterAnEnd() {
        AtomicInteger announced = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        ExpiryQueue announcing = new ExpiryQueue(new Announcements(announced::incrementAndGet));

        Expiry first = added(announcing, "a", 4);
        Expiry second = added(announcing, "b", 5);
        assertThat(announced).hasValue(1);
        first.cancel();
        assertThat(announcing.endIfEmpty(ended::incrementAndGet)).isFalse();
        second.cancel();
        assertThat(announcing.endIfEmpty(ended::incrementAndGet)).isTrue();
        assertThat(announced).hasValue(1);
        assertThat(ended).hasValue(1);
        assertThat(announcing.held()).isZero();

        added(announcing, "c", 6);

        assertThat(announced).hasValue(2);
    }

    @Test
    void addsNoRecordIfTheAnnouncementFailsAndTriesAgainNextTime() {
        List<Boolean> failures = new ArrayList<>(List.of(true, false));
        ExpiryQueue announcing = new ExpiryQueue(new Announcements(() -> {
            if (failures.remove(0)) {
                throw new IllegalStateException();
            }
        }));

        assertThatIllegalStateException().isThrownBy(() -> added(announcing, "a", 4));
        assertThat(announcing.held()).isZero();
        added(announcing, "b", 5);

        assertThat(announcing.held()).isEqualTo(1);
        assertThat(failures).isEmpty();
    }

    /** Two threads meet at each of many new queues and add its first records. */
    @Test
    void losesNoRecordWhenTwoThreadsAddTheFirstOnes() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        List<ExpiryQueue> queues = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            queues.add(new ExpiryQueue(new NoReaper()));
        }
        FutureTask<Boolean> other = new FutureTask<>(() -> addToEach(queues, "b", arrived));
        new Thread(other).start();
        addToEach(queues, "a", arrived);

        assertThat(other.get()).isTrue();
        assertThat(queues).allSatisfy(each -> assertThat(each.size()).isEqualTo(2));
    }

    private boolean addToEach(List<ExpiryQueue> queues, String key, AtomicInteger arrived) {
        ExpiringMap<String> map = new ExpiringMap<>(FakeClock.create().time(), queue, new StripedLock());
        for (int round = 1; round <= ROUNDS; round++) {
            Expiry expiry = new Expiry(map, key, 5);
            arrived.incrementAndGet();
            while (arrived.get() < 2 * round) {
                Thread.yield(); // A thread that sleeps until it is woken arrives too late to meet the other.
            }
            queues.get(round - 1).add(expiry);
        }
        return true;
    }

    /** Runs an action on each announcement. */
    private record Announcements(Runnable action) implements Reaper {

        @Override
        public void start() {}

        @Override
        public void mayExpire() {
            action.run();
        }

        @Override
        public void stop() {}
    }

    /** Collects the keys of the records that are freed. */
    private static final class FreedKeys extends ExpiringMap<String> {

        private final List<String> keys;

        FreedKeys(ExpiryQueue queue, List<String> keys) {
            super(FakeClock.create().time(), queue, new StripedLock());
            this.keys = keys;
        }

        @Override
        void free(Expiry due, long now) {
            keys.add(due.key());
        }
    }
}
