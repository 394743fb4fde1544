// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The state of a handle (open, disconnected or closed), and the subscriptions that end with it. Thread-safe. */
final class HandleState {

    private enum Status {
        OPEN,
        DISCONNECTED,
        CLOSED
    }

    private final String handle;
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under {@link #lock}. */
    private volatile Status status = Status.OPEN;

    /** The reason for closing the handle, with a leading colon, or empty. Written before the status. */
    private volatile String reason = "";

    /** The open subscriptions. Guarded by {@link #lock}. */
    private final Set<MemorySubscription> subscriptions = new LinkedHashSet<>();

    HandleState(String handle) {
        this.handle = handle;
    }

    /** Throws if the handle is closed (G-05) or disconnected (G-06). */
    void checkOpen() {
        Status now = status;
        if (now != Status.OPEN) {
            throw refusal(now);
        }
    }

    private RuntimeException refusal(Status now) {
        return now == Status.CLOSED
                ? new CoordinationClosedException(handle + " is closed (G-05)" + reason)
                : new CoordinationUnavailableException(
                        handle + " cannot reach its backend (G-06): it was disconnected");
    }

    /** Opens a subscription that ends with this handle. */
    MemorySubscription open(Supplier<MemorySubscription> opening) {
        lock.lock();
        try {
            checkOpen();
            MemorySubscription subscription = opening.get();
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    void forget(MemorySubscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the open subscriptions, including lost ones. */
    List<MemorySubscription> subscriptions() {
        lock.lock();
        try {
            return List.copyOf(subscriptions);
        } finally {
            lock.unlock();
        }
    }

    /** @param because the reason, with a leading colon, or empty; ignored if the handle is already closed */
    void close(String because) {
        endWith(Status.CLOSED, because).forEach(MemorySubscription::close);
    }

    void disconnect() {
        endWith(Status.DISCONNECTED, "").forEach(MemorySubscription::lose);
    }

    private List<MemorySubscription> endWith(Status end, String because) {
        lock.lock();
        try {
            if (status == Status.CLOSED) {
                return List.of();
            }
            reason = because;
            status = end;
            return List.copyOf(subscriptions);
        } finally {
            lock.unlock();
        }
    }

    void reconnect() {
        lock.lock();
        try {
            if (status == Status.DISCONNECTED) {
                status = Status.OPEN;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return handle;
    }
}
