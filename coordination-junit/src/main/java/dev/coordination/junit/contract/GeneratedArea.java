// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.Calls;
import dev.coordination.junit.contract.generated.Conditions;
import dev.coordination.junit.contract.generated.Conditions.Passing;
import dev.coordination.junit.contract.generated.Generator;
import dev.coordination.junit.differential.Difference;
import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An area whose tests make generated calls on the adapter and in memory, and compare the results after each call.
 *
 * <p>{@code -Dcoordination.contract.seed} sets the seed, which is 1 unless set, and {@code -Dcoordination.contract.sequences}
 * the number of sequences of each test, each with the seed that follows the last one.
 */
abstract class GeneratedArea extends ContractArea {

    private static final long SEED = Long.getLong("coordination.contract.seed", 1);
    private static final int SEQUENCES = Integer.getInteger("coordination.contract.sequences", 1);

    /** The unit of sequences in which no time passes: so long that nothing expires while they run. */
    private static final Duration ENDLESS = Duration.ofHours(1);

    /** The subscription buffer of the in-memory adapter unless another one is asked for. */
    private static final int USUAL_BUFFER = 64;

    /** The configuration parameter for how long a difference is shrunk, in seconds. */
    static final String SHRINKING = "coordination.contract.shrinking";

    private Duration shrinking = Duration.ofSeconds(5);

    /** Sets for how long a difference is shrunk. If it is not shrunk at all, the message does not show the calls. */
    final void shrinkFor(Duration atMost) {
        shrinking = atMost;
    }

    /** Compares sequences. Time passes in them if that takes no real time. */
    final void compare(Generator generator) {
        for (int i = 0; i < SEQUENCES; i++) {
            if (i > 0) {
                closeHarness();
                open(time().stretch());
            }
            Passing passing = passing();
            Duration unit = passing == Passing.NEVER ? harness.limits().roundUp(ENDLESS) : time().unit();
            Calls calls = new Calls(
                    SEED + i,
                    new Conditions(
                            unit, passing, capabilities(harness), harness.limits(), harness.subscriptionBuffer()));
            generator.generate(calls);
            find(calls, passing == Passing.EXACT ? harness.limits().ttlStep().plusNanos(1) : unit.dividedBy(2))
                    .ifPresent(this::fail);
        }
    }

    private Passing passing() {
        if (harness.time() instanceof FakeClockBacked time && time.isExact()) {
            return Passing.EXACT;
        }
        return time().takesRealTime() ? Passing.NEVER : Passing.FREE;
    }

    /** Compares on the harness of this test. Shrinking takes fresh ones. */
    private Optional<Difference> find(Calls calls, Duration tolerance) {
        Iterator<CoordinationHarness> own = List.<CoordinationHarness>of(new BorrowedHarness(harness, time()))
                .iterator();
        Supplier<CoordinationHarness> adapter = () -> own.hasNext() ? own.next() : harness();
        int buffer = harness.subscriptionBuffer();
        return Differential.compare(() -> MemoryHarness.buffering(buffer), adapter, calls.sequence(), tolerance);
    }

    /** Returns the source of what supplies harnesses of the in-memory adapter. */
    private String memory() {
        int buffer = harness.subscriptionBuffer();
        return buffer == USUAL_BUFFER ? "MemoryHarness::new" : "() -> MemoryHarness.buffering(" + buffer + ")";
    }

    private void fail(Difference found) {
        if (time().isTooLate(time().lateness())) {
            throw new AssertionError(message(found)); // The test is repeated.
        }
        if (shrinking.isZero()) {
            throw new AssertionError(message(found));
        }
        time().stop();
        Difference shrunk = found.shrunk(shrinking);
        throw new AssertionError(message(shrunk) + ". These calls reproduce it:\n"
                + shrunk.asJava(memory(), "this::harness").strip());
    }

    private static String message(Difference difference) {
        return "In a sequence of generated calls with seed " + difference.seed() + ", " + difference.operation()
                + " gave " + difference.second() + ", and " + difference.first() + " in memory";
    }
}
