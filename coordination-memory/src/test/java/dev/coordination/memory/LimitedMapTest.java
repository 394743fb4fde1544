// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class LimitedMapTest {

    private final StripedLock lock = new StripedLock();
    private final EntryLimit limit = new EntryLimit(1);
    private final LimitedMap<String> map =
            new LimitedMap<>(FakeClock.create().time(), new ExpiryQueue(new NoReaper()), lock, limit);

    private final StampedLock stripe = lock.stripe();
    private final FutureTask<String> change = new FutureTask<>(this::createOrFind);

    LimitedMapTest() {
        limit.include(map);
    }

    /** Creates an entry if it is absent, and returns what each call of the change found. */
    private String createOrFind() {
        StringBuilder found = new StringBuilder();
        map.change("a", (live, now) -> {
            found.append(live == null ? "nothing, " : live.value());
            return live != null ? live : new Entry<>("mine", Entry.NEVER);
        });
        return found.toString();
    }

    /** Creates an entry as another thread would, with the lock held. */
    private void createMeanwhile(String key) {
        map.createLocked(key, map.new Update((live, now) -> new Entry<>("other", Entry.NEVER)));
    }

    /** Runs an action after the change has begun and before it can create the entry. */
    private void whileTheChangeWaitsToCreate(Runnable meanwhile) {
        Thread thread = new Thread(change);
        long stamp = stripe.readLock();
        thread.start();
        while (thread.getState() != Thread.State.WAITING && !change.isDone()) {
            Thread.onSpinWait();
        }
        meanwhile.run();
        stripe.unlockRead(stamp);
    }

    /**
     * The map is full when the change is made, but only because of the very entry that the change was about to create. If the
     * change were first called without an entry, a candidate would record that it had won an election that another candidate
     * holds (L-07).
     */
    @Test
    void aChangeIsCalledOnceWithAnEntryThatAnotherThreadHasJustCreated() throws Exception {
        whileTheChangeWaitsToCreate(() -> createMeanwhile("a"));

        assertThat(change.get(10, TimeUnit.SECONDS)).isEqualTo("other");
        assertThat(map.get("a")).isEqualTo("other");
    }

    @Test
    void aChangeIsRefusedIfAnotherThreadHasJustReachedTheLimit() {
        whileTheChangeWaitsToCreate(() -> createMeanwhile("b"));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> change.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(CoordinationUnavailableException.class);
        assertThat(map.heldEntries()).isEqualTo(1);
    }
}
