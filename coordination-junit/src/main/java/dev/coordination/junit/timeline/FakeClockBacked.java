// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.memory.FakeClock;

/** A time control that moves a fake clock; a timeline can record its moves. */
public interface FakeClockBacked {

    /** Returns the clock that moves with time, and that schedulers run on. */
    FakeClock fakeClock();
}
