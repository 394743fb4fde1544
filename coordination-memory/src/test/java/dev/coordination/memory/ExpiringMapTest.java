// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {

    private static final int ROUNDS = 50_000;

    private final FakeClock clock = FakeClock.create();
    private final StripedLock lock = new StripedLock();
    private final ExpiryQueue expiries = new ExpiryQueue(new NoReaper());
    private final ExpiringMap<String> map = new ExpiringMap<>(clock.time(), expiries, lock);

    private void put(String key, String value, long seconds) {
        map.change(
                key,
                (old, now) -> new Entry<>(
                        value, Entry.deadline(now, ofSeconds(seconds).toMillis())));
    }

    private void freeExpired() {
        expiries.freeDue(clock.nanos());
    }

    private void putWithoutExpiry(String key, String value) {
        map.put(key, value);
    }

    private static void assertEntry(@Nullable Entry<String> entry, String value, long deadline) {
        assertThat(entry).isNotNull();
        assertThat(entry.value()).isEqualTo(value);
        assertThat(entry.deadline()).isEqualTo(deadline);
    }

    @Test
    void anEntryIsGoneAtItsDeadlineEvenBeforeItIsFreed() {
        put("a", "x", 5);

        clock.advance(ofSeconds(5).minusNanos(1));
        assertThat(map.get("a")).isNotNull();

        clock.advance(ofNanos(1));
        assertThat(map.get("a")).isNull();
        map.change("a", (old, now) -> {
            assertThat(old).isNull();
            return null;
        });
    }

    @Test
    void noOperationSeesAnExpiredEntry() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));
        List<String> seen = new ArrayList<>();

        map.forEach((key, value) -> seen.add(key));

        assertThat(seen).isEmpty();
        assertThat(map.get("a")).isNull();
        assertThat(map.heldEntries()).as("still held, because it was not freed").isEqualTo(1);
        assertThat(map.changeIfPresent("a", (old, now) -> old)).isFalse();
    }

    @Test
    void freesExpiredEntriesAndNoOthers() {
        put("a", "x", 5);
        put("b", "x", 6);
        putWithoutExpiry("c", "x");

        clock.advance(ofSeconds(5));
        freeExpired();

        assertThat(map.heldEntries()).isEqualTo(2);
        assertThat(expiries.size()).isEqualTo(1);
        assertThat(map.get("b")).isNotNull();
        assertThat(map.get("c")).isNotNull();
    }

    @Test
    void holdsOneExpiryRecordForAKeyHoweverOftenItIsSet() {
        for (int i = 1; i <= 1000; i++) {
            put("a", "x", i);
        }
        assertThat(expiries.size()).isEqualTo(1);

        putWithoutExpiry("a", "x");
        assertThat(expiries.size()).isZero();

        put("a", "x", 5);
        map.changeIfPresent("a", (old, now) -> null);
        assertThat(expiries.size()).isZero();
        assertThat(map.heldEntries()).isZero();
    }

    @Test
    void anEntryThatKeepsItsDeadlineIsFreedOnce() {
        put("a", "x", 5);
        map.changeIfPresent("a", (old, now) -> new Entry<>("y", old.deadline()));
        assertThat(expiries.size()).isEqualTo(1);

        clock.advance(ofSeconds(5));
        freeExpired();

        assertThat(map.heldEntries()).isZero();
        assertThat(expiries.size()).isZero();
    }

    @Test
    void anEntryThatWasSetAgainOutlivesItsFirstDeadline() {
        put("a", "x", 5);
        put("a", "y", 10);

        clock.advance(ofSeconds(5));
        freeExpired();

        assertEntry(map.entry("a"), "y", ofSeconds(10).toNanos());
    }

    @Test
    void aReadDuringARenewalSeesTheRenewedEntry() throws Exception {
        put("a", "x", 5);
        FutureTask<Entry<String>> read = new FutureTask<>(() -> map.entry("a"));
        Thread other = new Thread(read);

        map.change("a", (live, now) -> {
            clock.advance(ofSeconds(5)); // The renewal began before the deadline and ends after it.
            other.start();
            while (other.getState() != Thread.State.BLOCKED && !read.isDone()) {
                Thread.onSpinWait();
            }
            return new Entry<>("renewed", Entry.NEVER);
        });

        assertEntry(read.get(), "renewed", Entry.NEVER);
    }

    @Test
    void readingAnExpiredEntryFreesNothing() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));

        assertThat(map.get("a")).isNull();
        assertThat(map.heldEntries())
                .as("still held, because a snapshot may be in progress")
                .isEqualTo(1);
        assertThat(expiries.size()).isEqualTo(1);
    }

    @Test
    void freesManyEntriesWithTheSameDeadline() {
        for (int i = 0; i < 1000; i++) {
            put("key " + i, "x", 5);
        }
        put("later", "x", 6);
        assertThat(expiries.size()).isEqualTo(1001);

        clock.advance(ofSeconds(5));
        freeExpired();

        assertThat(map.heldEntries()).isEqualTo(1);
        assertThat(expiries.size()).isEqualTo(1);
    }

    @Test
    void aChangeThatThrowsChangesNothing() {
        put("a", "x", 5);

        assertThatIllegalStateException()
                .isThrownBy(() -> map.change("a", (old, now) -> {
                    throw new IllegalStateException();
                }));

        assertEntry(map.entry("a"), "x", ofSeconds(5).toNanos());
        assertThat(expiries.size()).isEqualTo(1);
    }

    @Test
    void changesOnlyAnEntryThatMeetsTheCondition() {
        putWithoutExpiry("a", "x");

        assertThat(map.changeIf("a", old -> old.value().equals("y"), (old, now) -> null))
                .isFalse();
        assertThat(map.get("a")).isNotNull();
        assertThat(map.changeIf("a", old -> old.value().equals("x"), (old, now) -> null))
                .isTrue();
        assertThat(map.get("a")).isNull();
        assertThat(map.changeIf("a", old -> true, (old, now) -> null)).isFalse();
    }

    @Test
    void aRenewedEntryKeepsItsRecordAndIsFreedAtItsNewDeadline() {
        put("a", "x", 5);
        put("a", "y", 8);
        put("a", "z", 12);
        assertThat(expiries.held()).isEqualTo(1);

        clock.advance(ofSeconds(5));
        freeExpired();
        assertThat(expiries.held()).as("queued again only once").isEqualTo(1);
        clock.advance(ofSeconds(7).minusNanos(1));
        freeExpired();
        assertEntry(map.entry("a"), "z", ofSeconds(12).toNanos());
        clock.advance(ofNanos(1));
        freeExpired();

        assertThat(map.heldEntries()).isZero();
        assertThat(expiries.held()).isZero();
    }

    @Test
    void anEntryWhoseTtlWasShortenedIsFreedAtItsNewDeadline() {
        put("a", "x", 10);
        put("a", "y", 5);

        clock.advance(ofSeconds(5));
        freeExpired();

        assertThat(map.heldEntries()).isZero();
        assertThat(expiries.size()).isZero();
    }

    @Test
    void anExpiredEntryIsLiveAgainIfItIsSetBeforeItIsFreed() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));
        put("a", "y", 5);

        freeExpired();

        assertEntry(map.entry("a"), "y", ofSeconds(10).toNanos());
        clock.advance(ofSeconds(5));
        freeExpired();
        assertThat(map.heldEntries()).isZero();
    }

    @Test
    void anExpiredEntryIsRemovedByAChangeThatCreatesNoEntry() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));

        map.change("a", (old, now) -> null);

        assertThat(map.heldEntries()).isZero();
        assertThat(expiries.size()).isZero();
    }

    @Test
    void anEntryThatIsReplacedWithTheSameDeadlineKeepsItsRecord() {
        put("a", "x", 5);
        put("a", "y", 5);

        assertThat(expiries.held()).isEqualTo(1);
        assertThat(expiries.size()).isEqualTo(1);
    }

    @Test
    void theRecordOfARenewedEntryIsQueuedForItsNewDeadline() {
        put("a", "x", 5);
        put("a", "y", 7);
        clock.advance(ofSeconds(5));
        freeExpired();

        assertThat(expiries.pollDue(ofSeconds(7).toNanos() - 1)).isNull();
        assertThat(expiries.pollDue(ofSeconds(7).toNanos())).isNotNull();
    }

    /** A record may fall due while its entry is being replaced. */
    @Test
    void aRecordThatItsEntryNoLongerUsesFreesNothing() {
        put("a", "x", 5);
        Expiry unused = new Expiry(map, "a", ofSeconds(1).toNanos());
        putWithoutExpiry("b", "x");
        Expiry ofNone = new Expiry(map, "b", ofSeconds(1).toNanos());

        map.free(unused, ofSeconds(9).toNanos());
        map.free(ofNone, ofSeconds(9).toNanos());

        assertEntry(map.entry("a"), "x", ofSeconds(5).toNanos());
        assertEntry(map.entry("b"), "x", Entry.NEVER);
    }

    @Test
    void anEntryIsUnchangedIfItsExpiryCannotBeQueued() {
        AtomicBoolean failing = new AtomicBoolean();
        ExpiringMap<String> own = new ExpiringMap<>(
                clock.time(),
                new ExpiryQueue(new NoReaper() {
                    @Override
                    public void mayExpire() {
                        if (failing.get()) {
                            throw new IllegalStateException();
                        }
                    }
                }),
                lock);
        own.put("a", "x");
        failing.set(true);

        assertThatIllegalStateException()
                .isThrownBy(() -> own.change("a", (live, now) -> new Entry<>("y", Entry.deadline(now, 1_000))));
        assertThatIllegalStateException()
                .isThrownBy(() -> own.change("b", (live, now) -> new Entry<>("y", Entry.deadline(now, 1_000))));

        assertEntry(own.entry("a"), "x", Entry.NEVER);
        assertThat(own.heldEntries()).isEqualTo(1);
    }

    private void putMany(int count, long seconds) {
        for (int i = 1; i <= count; i++) {
            put("key " + i, "x", seconds);
        }
    }

    private void pass(long seconds) {
        clock.advance(ofSeconds(seconds));
        freeExpired();
        if (map.canShrink()) {
            lock.exclusively(map::shrink);
        }
    }

    @Test
    void valuesCanBeStoredAfterTheTableWasReplaced() {
        Object grown = map.table();
        putMany(ExpiringMap.GROWN, 1);
        pass(1);
        assertThat(map.table()).isNotSameAs(grown);
        assertThat(map.heldEntries()).isZero();

        map.put("a", "y");

        assertEntry(map.entry("a"), "y", Entry.NEVER);
        assertThat(map.heldEntries()).isEqualTo(1);
    }

    @Test
    void aTableThatHasGrownIsReplacedOnceItIsEmpty() {
        put("last", "x", 3);
        putMany(ExpiringMap.GROWN, 1);
        Object grown = map.table();

        pass(1);
        assertThat(map.table()).as("one entry is left").isSameAs(grown);
        pass(1);
        assertThat(map.table()).as("one entry is left").isSameAs(grown);
        pass(1);
        assertThat(map.table()).as("no entry is left").isNotSameAs(grown);

        Object fresh = map.table();
        putMany(ExpiringMap.GROWN - 1, 1);
        pass(1);
        assertThat(map.heldEntries()).isZero();
        assertThat(map.table()).as("the table has not grown").isSameAs(fresh);
        put("one more", "x", 1);
        pass(1);
        assertThat(map.table()).as("the table has grown").isNotSameAs(fresh);
    }

    @Test
    void aTableThatIsNotEmptyIsKept() {
        map.put("a", "x");

        lock.exclusively(map::shrink);

        assertThat(map.get("a")).isEqualTo("x");
    }

    /** One thread replaces the table whenever it is empty, while another keeps adding and removing the only entry. */
    @Test
    void noUpdateIsLostOrRepeatedWhileTablesAreReplaced() throws Exception {
        ExpiringMap<Integer> numbers = new ExpiringMap<>(clock.time(), expiries, lock);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Boolean> replacing = new FutureTask<>(() -> {
            while (!done.get()) {
                lock.exclusively(numbers::shrink);
            }
            return true;
        });
        new Thread(replacing).start();

        try {
            for (int i = 0; i < ROUNDS; i++) {
                numbers.put("a", i);
                assertThat(numbers.get("a")).as("put").isNotNull();
                numbers.change("a", (live, now) -> new Entry<>(live == null ? -1 : live.value() + 1, Entry.NEVER));
                Entry<Integer> changed = numbers.entry("a");
                assertThat(changed).as("changed").isNotNull();
                assertThat(changed.value()).isEqualTo(i + 1);
                assertThat(numbers.changeIfPresent("a", (live, now) -> null))
                        .as("removed")
                        .isTrue();
                assertThat(numbers.get("a")).as("gone").isNull();
            }
        } finally {
            done.set(true);
        }

        assertThat(replacing.get()).isTrue();
    }
}
