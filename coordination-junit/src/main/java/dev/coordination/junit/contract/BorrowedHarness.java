// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;

/** A wrapper around the harness of a running test. It has the time control of the test, and close does nothing. */
final class BorrowedHarness extends DelegatingHarness {

    private final TimeControl time;

    BorrowedHarness(CoordinationHarness harness, TimeControl time) {
        super(harness);
        this.time = time;
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public void close() {}
}
