// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.Spin;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.contract.threads.Waiter;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Calls to listeners that begin after close has returned: S-07.
 *
 * <p>A call that began before close returned may look as if it began later, if its thread lost the processor at the
 * first instruction of the call. That is rare, because a call takes far longer than its first instructions. So only an
 * adapter that is late in many rounds, again and again, is considered wrong.
 */
@RequiresCapability(Capability.PUBSUB)
abstract class LateCallsContract extends ListenerArea {

    /** The number of rounds in an attempt. Each round closes one subscription. */
    private static final int CLOSED = 30;

    /** If this many rounds have a late call, that cannot be a coincidence. */
    private static final int TOO_MANY = 5;

    private static final int ATTEMPTS = 3;

    /** How many times to let the threads of the listeners settle. That takes a moment, or longer on a busy machine. */
    private static final int SETTLING = 2;

    /** How long a call takes. */
    private static final long CALL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** The longest pause between the second call and close: a few calls. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    /**
     * A listener that publishes its next message in each call, and notices whether a call begins after its subscription
     * was closed.
     */
    private final class BusyListener implements MessageListener {
        private volatile boolean closed;
        private volatile boolean late;
        private final CountDownLatch called = new CountDownLatch(2);
        private volatile @Nullable Thread caller;

        @Override
        public void onMessage(Message message) {
            if (closed) {
                late = true;
                return;
            }
            caller = Thread.currentThread();
            publish("news", "next");
            called.countDown();
            Spin.forNanos(CALL_NANOS);
        }
    }

    @Test
    @Tag("S-07")
    void noCallBeginsOnceCloseHasReturned() {
        long late = TOO_MANY;
        for (int attempt = 0; attempt < ATTEMPTS && late >= TOO_MANY; attempt++) {
            late = closeOften();
        }

        assertThat(late)
                .as(
                        "in how many of %s rounds listener.onMessage was called after subscription.close had returned",
                        CLOSED)
                .isLessThan(TOO_MANY);
    }

    private long closeOften() {
        List<BusyListener> listeners =
                IntStream.range(0, CLOSED).mapToObj(this::closed).toList();
        List<Thread> callers = listeners.stream()
                .flatMap(listener -> Optional.ofNullable(listener.caller).stream())
                .toList();
        for (int i = 0; i < SETTLING; i++) {
            Waiter.letAllSettle(callers);
        }
        return listeners.stream().filter(listener -> listener.late).count();
    }

    /**
     * Closes a subscription while its listener is called with one message after another.
     *
     * <p>The pause before the closing gives up the processor. The second call wakes this thread, which may get the
     * listener's processor. If this thread spun, the listener would stand still in that call until its
     * subscription was closed, and so no call could be late.
     */
    private BusyListener closed(int round) {
        BusyListener listener = new BusyListener();
        Subscription subscription = listen(listener, "news");
        publish("news", "first");
        boolean called =
                Unchecked.call(() -> listener.called.await(background.patience().toNanos(), TimeUnit.NANOSECONDS));
        assertThat(called).as("whether listener.onMessage was called twice").isTrue();
        LockSupport.parkNanos(LONGEST_PAUSE_NANOS * round / CLOSED);

        subscription.close();
        listener.closed = true;
        return listener;
    }
}
