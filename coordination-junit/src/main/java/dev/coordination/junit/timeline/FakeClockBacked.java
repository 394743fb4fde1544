// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.memory.FakeClock;

/** A time control that moves a fake clock, whose moves a timeline can record. */
public interface FakeClockBacked {

    /** Returns the clock that this time control moves and that schedulers run on. */
    FakeClock fakeClock();

    /** Returns whether the backend's time is that of the clock, to the nanosecond, and stands still between moves. */
    boolean isExact();
}
