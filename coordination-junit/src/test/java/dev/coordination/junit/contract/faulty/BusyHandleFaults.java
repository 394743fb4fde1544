// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_09;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.contract.threads.Spin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Defects in which a call is interrupted while it waits for a connection of its handle. */
final class BusyHandleFaults {

    private BusyHandleFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (boolean clears : List.of(false, true)) {
            all.add(fault("a cache call", clears)
                    .cache((correct, context) -> Interceptor.around(correct, pool(clears))));
            all.add(fault("an election call", clears)
                    .elections((correct, context) -> Interceptor.around(correct, pool(clears))));
            all.add(fault("a membership call", clears)
                    .cluster((correct, context) -> Interceptor.around(correct, pool(clears))));
        }
        return all;
    }

    private static Fault fault(String call, boolean clears) {
        return Fault.of(
                        G_09,
                        call + " that is interrupted while it waits for a connection "
                                + (clears ? "clears the interrupt" : "fails"))
                .racy();
    }

    /** Lets one call at a time use the connection, for 20 microseconds and while other threads want the processor. */
    private static Interceptor pool(boolean clears) {
        Semaphore connections = new Semaphore(1, true);
        return call -> {
            if (!connections.tryAcquire()) {
                await(connections, clears);
            }
            try {
                Spin.forNanos(TimeUnit.MICROSECONDS.toNanos(20));
                Thread.yield();
                return call.proceed();
            } finally {
                connections.release();
            }
        };
    }

    private static void await(Semaphore connections, boolean clears) {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            if (!clears) {
                Thread.currentThread().interrupt();
                throw new CoordinationUnavailableException("interrupted while waiting for a connection (G-06)");
            }
            connections.acquireUninterruptibly();
        }
    }
}
