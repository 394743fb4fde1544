package dev.coordination.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one backend, and the wait until they have been given everything.
 *
 * <p>Costs a listener one look at {@link #settling} after its calls while nobody waits.
 */
final class ListenerLoops {

    /** Those of open subscriptions, and of closed ones whose last call has not returned. */
    private final Set<ListenerLoop> loops = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** How many threads wait. */
    private final AtomicInteger settling = new AtomicInteger();

    void add(ListenerLoop loop) {
        loops.add(loop);
    }

    void remove(ListenerLoop loop) {
        loops.remove(loop);
    }

    /** Returns how many are held. */
    int count() {
        return loops.size();
    }

    /** Lets those who wait look again: a listener has come to rest. */
    void tell() {
        if (settling.get() > 0) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns at a moment at which no listener is being called and none has anything to be given. */
    void settle(Duration guard) throws InterruptedException {
        refuseListener();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        loops.forEach(ListenerLoop::submitIfBehind);
        lock.lockInterruptibly();
        try {
            settling.incrementAndGet(); // Before the first look, so that no listener that ends after it goes unnoticed.
            awaitRest(guard);
        } finally {
            settling.decrementAndGet();
            lock.unlock();
        }
    }

    private void refuseListener() {
        for (ListenerLoop loop : loops) {
            if (loop.isOn(Thread.currentThread())) {
                throw new IllegalStateException("settle() was called by the listener of the " + loop
                        + ", and would wait for that call to return: call it from the test's own thread");
            }
        }
    }

    private void awaitRest(Duration guard) throws InterruptedException {
        long start = System.nanoTime();
        Map<ListenerLoop, Long> before = null;
        while (true) {
            Map<ListenerLoop, Long> turns = turnsIfAllRest();
            if (turns != null && turns.equals(before)) {
                return; // All rested, and none has moved since: so all rested at once.
            }
            before = turns;
            long left = nanos(guard) - (System.nanoTime() - start);
            if (left <= 0) {
                throw unsettled(guard);
            }
            if (turns == null) {
                long unusedLeft = ended.awaitNanos(left);
            }
        }
    }

    /** Looks at each listener in turn; returns how often each has been called, or null if one does not rest. */
    private @Nullable Map<ListenerLoop, Long> turnsIfAllRest() {
        Map<ListenerLoop, Long> turns = new HashMap<>();
        for (ListenerLoop loop : loops) {
            OptionalLong turn = loop.turnIfAtRest();
            if (turn.isEmpty()) {
                return null;
            }
            turns.put(loop, turn.getAsLong());
        }
        return turns;
    }

    private UnsettledListenersException unsettled(Duration guard) {
        List<ListenerLoop> busy =
                loops.stream().filter(loop -> loop.turnIfAtRest().isEmpty()).toList();
        StringBuilder message = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d listeners had not come to rest after %d ms of real time",
                busy.size(),
                loops.size(),
                guard.toMillis()));
        busy.forEach(loop -> message.append("\n  ").append(loop.describe()));
        if (busy.isEmpty()) {
            message.append(
                    ": they rested now and then, and were called again, perhaps by what they publish themselves");
        }
        UnsettledListenersException unsettled = new UnsettledListenersException(message.toString());
        busy.forEach(loop -> loop.addStackTrace(unsettled));
        return unsettled;
    }

    private static long nanos(Duration guard) {
        return guard.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? guard.toNanos() : Long.MAX_VALUE;
    }
}
