// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads of one exploration, which all schedules reuse. */
final class Carriers implements AutoCloseable {

    private final String name;
    private final ThreadKind kind;
    private final Deque<Carrier> idle = new ArrayDeque<>();
    private final List<Carrier> all = new ArrayList<>();

    /** The thread of the program while it waits for its nodes, and can carry one of them. */
    private @Nullable Carrier program;

    /** Whether the thread of the program carries nodes, which saves two thread switches. */
    private volatile boolean lends = true;

    Carriers(String name, ThreadKind kind) {
        this.name = name;
        this.kind = kind;
    }

    synchronized Carrier take() {
        if (program != null) {
            Carrier carrier = program;
            program = null;
            return carrier;
        }
        Carrier carrier = idle.poll();
        if (carrier == null) {
            carrier = new Carrier(name + "-node-" + (all.size() + 1), kind);
            all.add(carrier);
        }
        return carrier;
    }

    synchronized void give(Carrier carrier) {
        if (all.contains(carrier)) {
            idle.push(carrier);
        }
    }

    /** Returns whether a thread carries no actor, and waits for another one. */
    synchronized boolean isIdle(long thread) {
        for (Carrier carrier : idle) {
            if (carrier.thread().getId() == thread) {
                return true;
            }
        }
        return false;
    }

    /** Abandons a thread, which ends when it can. */
    synchronized void lose(Carrier carrier) {
        idle.remove(carrier);
        all.remove(carrier);
        carrier.stop();
    }

    /** Allows the waiting thread of the program to carry an actor; with null, no longer allows it. */
    synchronized void lend(@Nullable Carrier carrier) {
        program = lends ? carrier : null;
    }

    boolean mayLend() {
        return lends;
    }

    /** No longer uses the thread of the program to carry actors, because nodes wait for locks. */
    void stopLending() {
        lends = false;
    }

    @Override
    public synchronized void close() {
        all.forEach(Carrier::stop);
    }
}
