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

/** Defects in time control. */
final class TimeFaults {

    private TimeFaults() {}

    static List<Fault> all() {
        return List.of(nodesShareAScheduler(), tasksRunNodeByNode(), clockDoesNotMove());
    }

    private static Fault nodesShareAScheduler() {
        return Fault.of(T_01, "all nodes share one scheduler").time((correct, context) -> new ForwardingTime(correct) {
            @Override
            public ScheduledExecutorService newScheduler(String node) {
                return delegate.scheduler();
            }
        });
    }

    private static Fault tasksRunNodeByNode() {
        return Fault.of(T_01, "tasks run node by node instead of in the order of their due times")
                .time((correct, context) -> new ForwardingTime(correct) {
                    private final List<FakeClock> clocks = new CopyOnWriteArrayList<>();

                    @Override
                    public ScheduledExecutorService newScheduler(String node) {
                        FakeClock own = FakeClock.create();
                        clocks.add(own);
                        return own.scheduler();
                    }

                    @Override
                    public void advance(Duration duration) {
                        delegate.advance(duration);
                        clocks.forEach(clock -> clock.advance(duration));
                    }
                });
    }

    private static Fault clockDoesNotMove() {
        return Fault.of(T_01, "the clock does not move when time is advanced")
                .time((correct, context) -> new ForwardingTime(correct) {
                    private final Clock stopped = Clock.fixed(delegate.clock().instant(), ZoneOffset.UTC);

                    @Override
                    public Clock clock() {
                        return stopped;
                    }
                });
    }
}
