package dev.coordination.memory;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {

    private final FakeClock clock = FakeClock.create();
    private final ExpiringMap<String> map = new ExpiringMap<>(clock);

    private void put(String key, String value, long seconds) {
        map.change(
                key,
                (old, now) -> new Entry<>(
                        value, Entry.deadline(now, ofSeconds(seconds).toMillis())));
    }

    private void putForEver(String key, String value) {
        map.change(key, (old, now) -> new Entry<>(value, Entry.NEVER));
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

        map.forEach((key, value) -> seen.add(key));

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
    void anEntryThatWasSetAgainOutlivesItsFirstDeadline() {
        put("a", "x", 5);
        put("a", "y", 10);

        clock.advance(ofSeconds(5));
        map.freeExpired();

        assertThat(map.get("a")).isEqualTo(new Entry<>("y", ofSeconds(10).toNanos()));
    }

    @Test
    void whoLooksAtAnEntryThatIsBeingRenewedSeesItRenewed() throws Exception {
        put("a", "x", 5);
        FutureTask<Entry<String>> look = new FutureTask<>(() -> map.get("a"));
        Thread other = new Thread(look);

        map.change("a", (live, now) -> {
            clock.advance(ofSeconds(5)); // The renewal has begun before the deadline, and ends after it.
            other.start();
            while (other.getState() != Thread.State.BLOCKED && !look.isDone()) {
                Thread.onSpinWait();
            }
            return new Entry<>("renewed", Entry.NEVER);
        });

        assertThat(look.get()).isEqualTo(new Entry<>("renewed", Entry.NEVER));
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

        assertThat(map.get("a")).isEqualTo(new Entry<>("x", ofSeconds(5).toNanos()));
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
}
