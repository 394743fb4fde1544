// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;

/**
 * Two backends that look like one, for comparing what happens on both: every other node is connected to the second
 * backend. Only the time of the first can be advanced, so nothing may be due to expire.
 */
final class TwoBackends implements CoordinationHarness {

    private final CoordinationHarness first;
    private final CoordinationHarness second;
    private int nodes;

    TwoBackends(CoordinationHarness first, CoordinationHarness second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public DistributedCoordination connect() {
        return (nodes++ % 2 == 0 ? first : second).connect();
    }

    @Override
    public TimeControl time() {
        return first.time();
    }

    @Override
    public int subscriptionBuffer() {
        return first.subscriptionBuffer();
    }

    @Override
    public String description() {
        return first.description();
    }

    @Override
    public void close() {
        try (first) {
            second.close();
        }
    }
}
