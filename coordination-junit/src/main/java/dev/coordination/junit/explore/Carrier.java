// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that carries one actor at a time, and runs only while that actor has the turn. */
final class Carrier implements Runnable {

    private static final ThreadLocal<@Nullable Carrier> CURRENT = new ThreadLocal<>();

    private final Thread thread;
    private volatile boolean turn;
    private volatile boolean stopped;

    /** Whether an interrupt has arrived that the actor has not noticed yet. */
    private boolean interrupted;

    /** The actor; null while this thread is idle. */
    @Nullable
    Actor actor;

    /** What the condition that is being evaluated on this thread has read; null if no condition is being evaluated. */
    @Nullable
    Footprint observing;

    /** Creates a carrier on the current thread. */
    Carrier() {
        thread = Thread.currentThread();
    }

    /** Creates a carrier on a new thread. */
    Carrier(String name, ThreadKind kind) {
        thread = kind.create(this, name);
        thread.start();
    }

    /** Returns the carrier of the current thread, or null if it is not a thread of an exploration. */
    static @Nullable Carrier current() {
        return CURRENT.get();
    }

    /** Returns whether the current thread is evaluating a condition. */
    static boolean isObserving() {
        Carrier carrier = CURRENT.get();
        return carrier != null && carrier.observing != null;
    }

    /** Makes this the carrier of the current thread. */
    void enter() {
        CURRENT.set(this);
    }

    /** Removes the carrier of the current thread. */
    static void leave() {
        CURRENT.remove();
    }

    Thread thread() {
        return thread;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Gives the turn to this thread. */
    void resume() {
        turn = true;
        LockSupport.unpark(thread);
    }

    /** Returns whether this thread has been given the turn and has not taken it yet. */
    boolean hasTurn() {
        return turn;
    }

    /** Waits for the turn. An interrupt that arrives meanwhile is restored afterwards. */
    void await() {
        while (!turn) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
            }
        }
        turn = false;
        restoreInterrupt();
    }

    /** Discards a turn that was given while this thread was not waiting. Called on this thread. */
    void forgetTurn() {
        turn = false;
    }

    private void restoreInterrupt() {
        if (interrupted) {
            interrupted = false;
            thread.interrupt();
        }
    }

    /** Ends this thread once it is idle. */
    void stop() {
        stopped = true;
        resume();
    }

    @Override
    public void run() {
        enter();
        while (true) {
            await();
            if (stopped) {
                return;
            }
            carry();
        }
    }

    /** Runs the actor, and then further actors that have no thread yet, as long as they get the turn. */
    void carry() {
        Actor next = actor;
        while (next != null) {
            actor = next;
            next = next.node.run.turns.carry(next, this);
        }
    }
}
