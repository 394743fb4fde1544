// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.Arguments;
import dev.coordination.memory.pacing.PacedCall;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A call on a backend that follows a fake clock. While it makes a request, the clock stands still. Once it waits in real time,
 * all of the time passes.
 *
 * <p>A request is a wait, too, so a wait counts only if it lasts. A busy call counts after a longer time, because it may poll in
 * real time. The limits are numbers of looks, which are further apart on a busy machine.
 */
final class BackendCall<T> implements PacedCall<T> {

    private static final int LOOKS_AT_A_WAIT = 20;
    private static final int LOOKS = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Callable<T> call;
    private final Duration all;
    private final Duration step;

    /** How often the thread had waited at the last look, including a wait that had just begun. */
    private long waits = -1;

    /** The number of looks in a row at the same wait, after the first. */
    private int looksAtWait;

    /**
     * Creates a call.
     *
     * @param all how much time passes
     * @param realTime whether time passes here only as fast as in reality, so that it cannot stand still
     */
    BackendCall(Callable<T> call, Duration all, boolean realTime) {
        this.call = Arguments.notNull(call, "call");
        this.all = all;
        this.step = realTime ? BETWEEN_LOOKS : Duration.ZERO;
    }

    @Override
    public T call() throws Exception {
        return call.call();
    }

    @Override
    public Duration pace(Thread thread, int look) {
        return keepsWaiting(thread) || look >= LOOKS ? all : step;
    }

    private boolean keepsWaiting(Thread thread) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        if (info == null) { // It has just ended.
            return false;
        }
        boolean same = info.getWaitedCount() == waits && info.getThreadState() != Thread.State.RUNNABLE;
        waits = info.getWaitedCount();
        looksAtWait = same ? looksAtWait + 1 : 0;
        return looksAtWait >= LOOKS_AT_A_WAIT;
    }
}
