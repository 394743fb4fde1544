package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class LimitedMapTest {

    private final Gate gate = new Gate();
    private final EntryLimit limit = new EntryLimit(1);
    private final LimitedMap<String> map = new LimitedMap<>(FakeClock.create().time(), gate, new NoFreeing(), limit);

    /**
     * The map is full when the change is made, but with the very entry that it was to create. Were the change called for the
     * missing entry first, a candidate would note that it had won an election that another one holds (L-07).
     */
    @Test
    void aChangeThatWasToCreateAnEntryIsCalledOnceWithTheOneThatAnotherThreadCreated() throws Exception {
        limit.include(map);
        FutureTask<String> change = new FutureTask<>(() -> {
            StringBuilder found = new StringBuilder();
            map.change("a", (live, now) -> {
                found.append(live == null ? "nothing, " : live.value());
                return live != null ? live : new Entry<>("mine", Entry.NEVER);
            });
            return found.toString();
        });
        Thread thread = new Thread(change);
        StampedLock lane = gate.lane();
        long shared = lane.readLock();
        thread.start();
        while (thread.getState() != Thread.State.WAITING && !change.isDone()) {
            Thread.onSpinWait();
        }

        map.table().put("a", "other");
        lane.unlockRead(shared);

        assertThat(change.get(10, TimeUnit.SECONDS)).isEqualTo("other");
        assertThat(map.get("a")).isEqualTo("other");
    }
}
