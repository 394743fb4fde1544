// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.T_01;

import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** Defects of time controls. */
final class TimeFaults {

    private TimeFaults() {}

    static List<Fault> all() {
        return List.of(nodesShareAScheduler(), nodesRunOneAfterTheOther(), clockStandsStill());
    }

    private static Fault nodesShareAScheduler() {
        return Fault.of(T_01, "all nodes share one scheduler").time((right, world) -> new ForwardingTime(right) {
            @Override
            public ScheduledExecutorService newScheduler(String node) {
                return to.scheduler();
            }
        });
    }

    private static Fault nodesRunOneAfterTheOther() {
        return Fault.of(T_01, "the tasks of one node run before those of the next")
                .time((right, world) -> new ForwardingTime(right) {
                    private final List<FakeClock> clocks = new CopyOnWriteArrayList<>();

                    @Override
                    public ScheduledExecutorService newScheduler(String node) {
                        FakeClock own = FakeClock.create();
                        clocks.add(own);
                        return own.scheduler();
                    }

                    @Override
                    public void advance(Duration duration) {
                        to.advance(duration);
                        clocks.forEach(clock -> clock.advance(duration));
                    }
                });
    }

    private static Fault clockStandsStill() {
        return Fault.of(T_01, "the clock stands still while time passes")
                .time((right, world) -> new ForwardingTime(right) {
                    private final Clock stopped = Clock.fixed(to.clock().instant(), ZoneOffset.UTC);

                    @Override
                    public Clock clock() {
                        return stopped;
                    }
                });
    }
}
