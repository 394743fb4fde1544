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
    private final ExpiringMap<String> map = new ExpiringMap<>(clock.time(), new Gate(), new NoFreeing());

    private void put(String key, String value, long seconds) {
        map.change(
                key,
                (old, now) -> new Entry<>(
                        value, Entry.deadline(now, ofSeconds(seconds).toMillis())));
    }

    private void putForEver(String key, String value) {
        map.put(key, value);
    }

    private static void assertEntry(@Nullable Entry<String> entry, String value, long deadline) {
        assertThat(entry).isNotNull();
        assertThat(entry.value()).isEqualTo(value);
        assertThat(entry.deadline()).isEqualTo(deadline);
    }

    @Test
    void anEntryIsGoneAtItsVeryInstantBeforeItIsFreed() {
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
    void anExpiredEntryIsInvisibleToEveryLook() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));
        List<String> seen = new ArrayList<>();

        map.forEachAtOnce((key, value) -> seen.add(key));

        assertThat(seen).isEmpty();
        assertThat(map.get("a")).isNull();
        assertThat(map.heldEntries()).as("held still, nobody freed it").isEqualTo(1);
        assertThat(map.changeIfPresent("a", (old, now) -> old)).isFalse();
    }

    @Test
    void freesWhatExpiredAndThatAlone() {
        put("a", "x", 5);
        put("b", "x", 6);
        putForEver("c", "x");

        clock.advance(ofSeconds(5));
        map.freeExpired();

        assertThat(map.heldEntries()).isEqualTo(2);
        assertThat(map.heldExpiries()).isEqualTo(1);
        assertThat(map.get("b")).isNotNull();
        assertThat(map.get("c")).isNotNull();
    }

    @Test
    void holdsOneRecordOfExpiryAKeyHoweverOftenItIsSet() {
        for (int i = 1; i <= 1000; i++) {
            put("a", "x", i);
        }
        assertThat(map.heldExpiries()).isEqualTo(1);

        putForEver("a", "x");
        assertThat(map.heldExpiries()).isZero();

        put("a", "x", 5);
        map.changeIfPresent("a", (old, now) -> null);
        assertThat(map.heldExpiries()).isZero();
        assertThat(map.heldEntries()).isZero();
    }

    @Test
    void whatKeepsItsDeadlineIsFreedOnce() {
        put("a", "x", 5);
        map.changeIfPresent("a", (old, now) -> new Entry<>("y", old.deadline()));
        assertThat(map.heldExpiries()).isEqualTo(1);

        clock.advance(ofSeconds(5));
        map.freeExpired();

        assertThat(map.heldEntries()).isZero();
        assertThat(map.heldExpiries()).isZero();
    }

    @Test
    void anEntryThatWasSetAgainOutlivesItsFirstDeadline() {
        put("a", "x", 5);
        put("a", "y", 10);

        clock.advance(ofSeconds(5));
        map.freeExpired();

        assertEntry(map.entry("a"), "y", ofSeconds(10).toNanos());
    }

    @Test
    void whoLooksAtAnEntryThatIsBeingRenewedSeesItRenewed() throws Exception {
        put("a", "x", 5);
        FutureTask<Entry<String>> look = new FutureTask<>(() -> map.entry("a"));
        Thread other = new Thread(look);

        map.change("a", (live, now) -> {
            clock.advance(ofSeconds(5)); // The renewal has begun before the deadline, and ends after it.
            other.start();
            while (other.getState() != Thread.State.BLOCKED && !look.isDone()) {
                Thread.onSpinWait();
            }
            return new Entry<>("renewed", Entry.NEVER);
        });

        assertEntry(look.get(), "renewed", Entry.NEVER);
    }

    @Test
    void aLookAtWhatHasExpiredFreesNothing() {
        put("a", "x", 5);
        clock.advance(ofSeconds(5));

        assertThat(map.get("a")).isNull();
        assertThat(map.heldEntries()).as("a snapshot may be under way").isEqualTo(1);
        assertThat(map.heldExpiries()).isEqualTo(1);
    }

    @Test
    void freesManyOfOneInstant() {
        for (int i = 0; i < 1000; i++) {
            put("key " + i, "x", 5);
        }
        put("later", "x", 6);
        assertThat(map.heldExpiries()).isEqualTo(1001);

        clock.advance(ofSeconds(5));
        map.freeExpired();

        assertThat(map.heldEntries()).isEqualTo(1);
        assertThat(map.heldExpiries()).isEqualTo(1);
    }

    @Test
    void aChangeThatThrowsLeavesEverythingAsItWas() {
        put("a", "x", 5);

        assertThatIllegalStateException()
                .isThrownBy(() -> map.change("a", (old, now) -> {
                    throw new IllegalStateException();
                }));

        assertEntry(map.entry("a"), "x", ofSeconds(5).toNanos());
        assertThat(map.heldExpiries()).isEqualTo(1);
    }

    @Test
    void changesOnlyWhatMeetsTheCondition() {
        putForEver("a", "x");

        assertThat(map.changeIf("a", old -> old.value().equals("y"), (old, now) -> null))
                .isFalse();
        assertThat(map.get("a")).isNotNull();
        assertThat(map.changeIf("a", old -> old.value().equals("x"), (old, now) -> null))
                .isTrue();
        assertThat(map.get("a")).isNull();
        assertThat(map.changeIf("a", old -> true, (old, now) -> null)).isFalse();
    }

    @Test
    void whatIsPutIsThereAgainWhenTheTableIsGivenUp() {
        ExpiringMap<String> small = new ExpiringMap<>(clock.time(), new Gate(), new NoFreeing(), 1);
        small.change("a", (old, now) -> new Entry<>("x", Entry.deadline(now, 1_000)));
        clock.advance(ofSeconds(1));
        small.freeExpired();
        assertThat(small.heldEntries()).isZero();

        small.put("a", "y");

        assertEntry(small.entry("a"), "y", Entry.NEVER);
        assertThat(small.heldEntries()).isEqualTo(1);
    }

    @Test
    void aTableThatHasGrownIsGivenUpOnceItIsEmpty() {
        ExpiringMap<String> small = new ExpiringMap<>(clock.time(), new Gate(), new NoFreeing(), 3);
        for (int seconds = 1; seconds <= 4; seconds++) {
            long millis = ofSeconds(seconds).toMillis();
            small.change("key " + seconds, (old, now) -> new Entry<>("x", Entry.deadline(now, millis)));
        }
        Table<String> grown = small.table();

        for (int freed = 1; freed <= 3; freed++) {
            clock.advance(ofSeconds(1));
            small.freeExpired();
            assertThat(small.table()).as("there is one entry left, at least").isSameAs(grown);
        }
        clock.advance(ofSeconds(1));
        small.freeExpired();
        assertThat(small.table()).as("three were freed, and there is none").isNotSameAs(grown);

        Table<String> fresh = small.table();
        small.change("key", (old, now) -> new Entry<>("x", Entry.deadline(now, 1_000)));
        clock.advance(ofSeconds(1));
        small.freeExpired();
        assertThat(small.table()).as("it has not grown").isSameAs(fresh);
    }

    @Test
    void aTableCountsAsGrownWhenAsManyWereFreedAsItTakes() {
        ExpiringMap<String> small = new ExpiringMap<>(clock.time(), new Gate(), new NoFreeing(), 1);
        Table<String> grown = small.table();
        small.change("a", (old, now) -> new Entry<>("x", Entry.deadline(now, 1_000)));
        clock.advance(ofSeconds(1));

        small.freeExpired();

        assertThat(small.table()).isNotSameAs(grown);
    }

    /** One thread gives the table up whenever it is empty, which the other makes it all the time. */
    @Test
    void nothingIsLostOrDoneTwiceWhileTablesAreGivenUp() throws Exception {
        ExpiringMap<Integer> small = new ExpiringMap<>(clock.time(), new Gate(), new NoFreeing(), 0);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Boolean> givingUp = new FutureTask<>(() -> {
            while (!done.get()) {
                small.freeExpired();
            }
            return true;
        });
        new Thread(givingUp).start();

        for (int i = 0; i < ROUNDS; i++) {
            small.put("a", i);
            assertThat(small.get("a")).as("put").isNotNull();
            small.change("a", (old, now) -> new Entry<>(old == null ? -1 : old.value() + 1, Entry.NEVER));
            Entry<Integer> changed = small.entry("a");
            assertThat(changed).as("changed").isNotNull();
            assertThat(changed.value()).isEqualTo(i + 1);
            assertThat(small.changeIfPresent("a", (old, now) -> null))
                    .as("removed")
                    .isTrue();
            assertThat(small.get("a")).as("gone").isNull();
        }
        done.set(true);

        assertThat(givingUp.get()).isTrue();
    }
}
