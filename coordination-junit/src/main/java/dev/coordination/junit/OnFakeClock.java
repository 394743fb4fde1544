package dev.coordination.junit;

import dev.coordination.memory.FakeClock;

/** A time control that moves a fake clock, whatever else it does. */
interface OnFakeClock extends TimeControl {

    /** Returns the clock that goes as far as time does, and has the schedulers. */
    FakeClock steps();
}
