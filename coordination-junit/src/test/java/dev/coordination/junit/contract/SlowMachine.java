// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A machine on which every wait takes longer than it should. Nothing waits in fact: its clock is moved.
 *
 * <p>As an extension it is a parameter of constructors, configured by {@link #LATE_BY} and {@link #AGES}.
 */
final class SlowMachine {

    /** How many milliseconds every wait takes too long. */
    static final String LATE_BY = "slow.machine.late.by";

    /** How many times too fast keys, terms and members age on the adapter: 1 unless it is faulty. */
    static final String AGES = "slow.machine.ages";

    static final Duration UNIT = Duration.ofMillis(100);

    private final Duration lateBy;
    private final int ages;
    private long nanos = Long.MAX_VALUE - 1_000_000; // overflows soon, as System.nanoTime may

    SlowMachine(Duration lateBy, int ages) {
        this.lateBy = lateBy;
        this.ages = ages;
    }

    long nanoTime() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Returns a harness of the in-memory adapter whose time control waits on this machine. */
    CoordinationHarness harness() {
        CoordinationHarness memory = new MemoryHarness();
        TimeControl waiting = new Waiting(memory.time());
        return new ForwardingHarness(memory) {
            @Override
            public TimeControl time() {
                return waiting;
            }

            @Override
            public String description() {
                return "slow adapter";
            }
        };
    }

    /** Hands the machine to constructors. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SlowMachine.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new SlowMachine(Duration.ofMillis(number(context, LATE_BY)), number(context, AGES));
        }

        private static int number(ExtensionContext context, String key) {
            return context.getConfigurationParameter(key, Integer::valueOf).orElseThrow();
        }
    }

    private final class Waiting implements TimeControl {
        private final TimeControl clock;

        Waiting(TimeControl clock) {
            this.clock = clock;
        }

        @Override
        public void advance(Duration duration) {
            Duration took = duration.plus(lateBy);
            clock.advance(took.multipliedBy(ages));
            pass(took);
        }

        @Override
        public <T> T during(Duration duration, Callable<T> call) throws Exception {
            Duration took = duration.plus(lateBy);
            T result = clock.during(took.multipliedBy(ages), call);
            pass(took);
            return result;
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return clock.scheduler();
        }

        @Override
        public ScheduledExecutorService newScheduler(String node) {
            return clock.newScheduler(node);
        }

        @Override
        public Clock clock() {
            return clock.clock();
        }

        @Override
        public Duration unit() {
            return UNIT;
        }
    }
}
