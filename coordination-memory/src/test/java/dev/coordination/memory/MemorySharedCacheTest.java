// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class MemorySharedCacheTest {

    private final FakeClock clock = FakeClock.create();
    private final Store store = new Store(
            clock.time(),
            new Broker(clock.time(), 1, new ListenerCalls(Runnable::run, ListenerCalls::toUncaughtHandler)),
            null);
    private final SharedCache cache = new MemorySharedCache(store, new HandleState("handle"));

    @Test
    void deleteMatchingDeletesAKeyThatIsBeingRenewed() throws Exception {
        cache.set("key", new byte[] {1}, ofSeconds(5));
        FutureTask<Long> deletion = new FutureTask<>(() -> cache.deleteMatching("k*"));
        Thread other = new Thread(deletion);

        store.values.change("key", (live, now) -> {
            clock.advance(ofSeconds(5)); // The renewal began before the deadline and ends after it.
            other.start();
            while (other.getState() != Thread.State.BLOCKED && !deletion.isDone()) {
                Thread.onSpinWait();
            }
            return new Entry<>(new byte[] {2}, Entry.deadline(now, ofDays(1).toMillis()));
        });

        assertThat(deletion.get()).isEqualTo(1);
        assertThat(cache.exists("key")).isFalse();
    }
}
