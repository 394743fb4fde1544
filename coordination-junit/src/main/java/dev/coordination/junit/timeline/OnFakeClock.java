package dev.coordination.junit.timeline;

import dev.coordination.memory.FakeClock;

/** Something that moves a fake clock, whose moves a timeline can record. */
public interface OnFakeClock {

    /** Returns the clock that moves with time, and that schedulers run on. */
    FakeClock steps();
}
