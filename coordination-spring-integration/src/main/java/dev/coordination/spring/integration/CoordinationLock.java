// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock of a registry. It has no state: the registry knows which threads hold which lock. */
record CoordinationLock(CoordinationLockRegistry registry, String key) implements Lock {

    @Override
    public void lock() {
        boolean interrupted = Thread.interrupted();
        try {
            while (!registry.tryAcquire(key)) {
                interrupted |= sleepUninterruptibly();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the thread was interrupted. It is then not interrupted any more. */
    private boolean sleepUninterruptibly() {
        try {
            registry.sleep();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        refuseInterrupts();
        while (!registry.tryAcquire(key)) {
            registry.sleep();
        }
    }

    @Override
    public boolean tryLock() {
        return registry.tryAcquire(key);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        refuseInterrupts();
        return registry.tryAcquire(key, Duration.ofNanos(unit.toNanos(time)));
    }

    private static void refuseInterrupts() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void unlock() {
        registry.release(key);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("A distributed lock has no conditions");
    }
}
