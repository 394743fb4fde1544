// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.contract.faulty.ForwardingTime;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulated machine on which every wait takes too long. Nothing waits in real time; the machine's clock is advanced
 * instead.
 *
 * <p>The {@link Resolver} passes a machine to constructors, configured by {@link #LATE_BY} and {@link #AGING}.
 */
final class SlowMachine {

    /** The parameter for the delay of every wait, in milliseconds. */
    static final String LATE_BY = "slow.machine.late.by";

    /** The parameter for how fast keys, terms and members age: 1 for a correct adapter, more for a faulty one. */
    static final String AGING = "slow.machine.aging";

    static final Duration UNIT = Duration.ofMillis(100);

    private final Duration lateBy;
    private final int aging;
    private long nanos = Long.MAX_VALUE - 1_000_000; // overflows soon, as System.nanoTime may do

    SlowMachine(Duration lateBy, int aging) {
        this.lateBy = lateBy;
        this.aging = aging;
    }

    long nanoTime() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Returns a harness for the in-memory adapter whose time control waits on this machine. */
    CoordinationHarness harness() {
        CoordinationHarness memory = new MemoryHarness();
        TimeControl waiting = new WaitingTime(memory.time());
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

    /** Passes a machine to constructors. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SlowMachine.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new SlowMachine(Duration.ofMillis(number(context, LATE_BY)), number(context, AGING));
        }

        private static int number(ExtensionContext context, String key) {
            return context.getConfigurationParameter(key, Integer::valueOf).orElseThrow();
        }
    }

    private final class WaitingTime extends ForwardingTime {

        WaitingTime(TimeControl clock) {
            super(clock);
        }

        @Override
        public void advance(Duration duration) {
            Duration took = duration.plus(lateBy);
            super.advance(took.multipliedBy(aging));
            pass(took);
        }

        @Override
        public <T> T during(Duration duration, Callable<T> call) throws Exception {
            Duration took = duration.plus(lateBy);
            T result = super.during(took.multipliedBy(aging), call);
            pass(took);
            return result;
        }

        @Override
        public boolean isRealTime() {
            return true;
        }

        @Override
        public Duration unit() {
            return UNIT;
        }
    }
}
