// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Frees expired entries whenever a fake clock moves, on the thread that moves it. */
final class FakeClockReaper implements Reaper, Consumer<Duration> {

    private final FakeClock clock;
    private final Expiring expiring;

    /** Null until this reaper is started. */
    private volatile FakeClock.@Nullable Registration registration;

    FakeClockReaper(FakeClock clock, Expiring expiring) {
        this.clock = clock;
        this.expiring = expiring;
    }

    @Override
    public void start() {
        registration = clock.onMove(this);
    }

    @Override
    public void accept(Duration moved) {
        expiring.freeExpired();
    }

    /** Does nothing: entries are freed whenever the clock moves. */
    @Override
    public void mayExpire() {}

    @Override
    public void stop() {
        FakeClock.Registration started = registration;
        if (started != null) {
            started.close();
        }
    }
}
