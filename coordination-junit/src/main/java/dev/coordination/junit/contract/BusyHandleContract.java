// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls that an interrupted thread makes on a handle that other threads are using: G-09. */
abstract class BusyHandleContract extends ContractArea {

    /** The number of threads that use a handle besides the interrupted one. */
    private static final int OTHERS = 3;

    /** The minimum number of times that the interrupted thread makes each call. */
    private static final int PASSES = 10;

    /** The minimum number of calls that the other threads make in total during the passes. */
    private static final int CALLS_OF_OTHERS = 1_000;

    /** The time after which fewer passes are enough: on a slow backend or a busy machine, each call overlaps others anyway. */
    private static final long ENOUGH_NANOS = 200_000_000;

    /** Since other threads use the same handle, an adapter may have to wait for a connection or a lock. */
    @Test
    @Tag("G-09")
    void everyOperationOfAnInterruptedThreadCompletesWhileOthersUseTheHandle() {
        DistributedCoordination handle = harness.connect();
        List<OperationUnderTest<String>> operations = OperationUnderTest.all(units(4)).stream()
                .filter(operation -> operation.isSupportedBy(harness))
                .toList();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger callsOfOthers = new AtomicInteger();

        List<List<String>> failures = background.race(1 + OTHERS, thread -> () -> {
            if (thread > 0) {
                return failuresUntil(over, handle, "busy " + thread, callsOfOthers);
            }
            try {
                return failuresWhenInterrupted(handle, operations, callsOfOthers);
            } finally {
                over.set(true);
            }
        });

        assertThat(failures.stream().flatMap(List::stream))
                .as("operations, such as cache.get, that did not complete, or cleared the interrupt, while several"
                        + " threads used the handle and one of them was interrupted")
                .isEmpty();
    }

    private static List<String> failuresUntil(
            AtomicBoolean over, DistributedCoordination handle, String name, AtomicInteger calls) {
        try {
            for (int i = 0; !over.get(); i++) {
                use(handle, name, i);
                calls.incrementAndGet();
            }
            return List.of();
        } catch (RuntimeException e) {
            return List.of("an operation of a thread that was not interrupted threw " + e);
        }
    }

    /** Makes one call, in an area that depends on the number. */
    private static void use(DistributedCoordination handle, String name, int number) {
        switch (number % 4) {
            case 0, 1 -> handle.cache().exists(name);
            case 2 -> handle.leaderElection().currentLeader(name);
            default -> handle.clusterMembership().metadata(name);
        }
    }

    private static List<String> failuresWhenInterrupted(
            DistributedCoordination handle, List<OperationUnderTest<String>> operations, AtomicInteger callsOfOthers) {
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        for (int pass = 0;
                (pass < PASSES || callsOfOthers.get() < CALLS_OF_OTHERS) && System.nanoTime() - start < ENOUGH_NANOS;
                pass++) {
            for (int i = 0; i < operations.size(); i++) {
                OperationUnderTest<String> operation = operations.get(i);
                String name = "x" + i; // Each operation has its own name, so that an increment finds a counter.
                Thread.currentThread().interrupt();
                String thrown = "";
                try {
                    if (operation.call().on(handle, name) instanceof Subscription subscription) {
                        subscription.close();
                    }
                } catch (Exception e) {
                    thrown = " threw " + e;
                }
                boolean interrupted = Thread.interrupted();
                if (!interrupted || !thrown.isEmpty()) {
                    failures.add(operation + thrown + (interrupted ? "" : " (the interrupt was cleared)"));
                }
            }
        }
        return failures;
    }
}
