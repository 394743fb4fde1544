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
import dev.coordination.junit.settings.NumberProperty;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An area whose tests make generated calls both on the adapter under test and on the in-memory adapter, and compare the
 * results after each call.
 *
 * <p>{@code -Dcoordination.contract.seed} sets the seed of the first sequence of each test; the default is 1.
 * {@code -Dcoordination.contract.sequences} sets the number of sequences; the seed of each later sequence is
 * one more than that of the sequence before it.
 */
abstract class GeneratedArea extends ContractArea {

    static final String SEED = "coordination.contract.seed";
    private static final String SEQUENCES = "coordination.contract.sequences";

    /** The unit of sequences in which no time passes: so long that nothing expires while they run. */
    private static final Duration ENDLESS = Duration.ofHours(1);

    /** The subscription buffer of the in-memory adapter unless another size is requested. */
    private static final int USUAL_BUFFER = 64;

    /** The configuration parameter for the maximum time spent on shrinking a difference, in seconds. */
    static final String SHRINKING = "coordination.contract.shrinking";

    private Duration shrinking = Duration.ofSeconds(5);

    /** Sets the maximum time spent on shrinking a difference. If it is zero, the message does not show the calls. */
    final void shrinkFor(Duration atMost) {
        shrinking = atMost;
    }

    static long firstSeed() {
        return NumberProperty.anyLong(SEED, 1);
    }

    static int sequences() {
        return NumberProperty.positiveInt(SEQUENCES, 1);
    }

    /** Compares sequences, in which time passes if that takes no real time. */
    final void compare(Generator generator) {
        compare(generator, passing(), "", memory -> memory, adapter -> adapter);
    }

    /** Compares sequences whose calls on the adapter are made by a thread that is interrupted before each of them. */
    final void compareInterrupted(Generator generator) {
        compare(
                generator,
                passing(),
                " by an interrupted thread",
                memory -> memory,
                adapter -> new InterruptingHarness(adapter, background.patience()));
    }

    /** Compares sequences on two backends, to which the nodes are connected alternately. No time passes. */
    final void compareTwoBackends(Generator generator) {
        compare(
                generator,
                Passing.NEVER,
                " on two backends",
                memory -> new TwoBackends(memory, new MemoryHarness()),
                adapter -> new TwoBackends(adapter, harness()));
    }

    private void compare(
            Generator generator,
            Passing passing,
            String where,
            UnaryOperator<CoordinationHarness> inMemory,
            UnaryOperator<CoordinationHarness> onAdapter) {
        long first = firstSeed();
        int sequences = sequences();
        for (int i = 0; i < sequences; i++) {
            if (i > 0) {
                closeHarness();
                open(time().stretch());
            }
            Duration unit = passing == Passing.NEVER ? harness.limits().roundUp(ENDLESS) : time().unit();
            Calls calls = new Calls(
                    first + i,
                    new Conditions(
                            unit, passing, capabilities(harness), harness.limits(), harness.subscriptionBuffer()));
            generator.generate(calls);
            find(
                            calls,
                            passing == Passing.EXACT
                                    ? harness.limits().ttlStep().plusNanos(1)
                                    : unit.dividedBy(2),
                            inMemory,
                            onAdapter)
                    .ifPresent(found -> fail(found, where));
        }
    }

    private Passing passing() {
        if (harness.time() instanceof FakeClockBacked time && time.isExact()) {
            return Passing.EXACT;
        }
        return time().takesRealTime() ? Passing.NEVER : Passing.FREE;
    }

    /** Compares a sequence on the harness of this test. Shrinking uses fresh harnesses. */
    private Optional<Difference> find(
            Calls calls,
            Duration tolerance,
            UnaryOperator<CoordinationHarness> inMemory,
            UnaryOperator<CoordinationHarness> onAdapter) {
        Iterator<CoordinationHarness> own = List.<CoordinationHarness>of(new BorrowedHarness(harness, time()))
                .iterator();
        Supplier<CoordinationHarness> adapter = () -> onAdapter.apply(own.hasNext() ? own.next() : harness());
        int buffer = harness.subscriptionBuffer();
        return Differential.compare(
                () -> inMemory.apply(MemoryHarness.buffering(buffer)), adapter, calls.sequence(), tolerance);
    }

    /** Returns Java source for a supplier of harnesses of the in-memory adapter. */
    private String memory() {
        int buffer = harness.subscriptionBuffer();
        return buffer == USUAL_BUFFER ? "MemoryHarness::new" : "() -> MemoryHarness.buffering(" + buffer + ")";
    }

    private void fail(Difference found, String where) {
        if (time().isTooLate(time().lateness())) {
            throw new AssertionError(message(found, where)); // The test is repeated.
        }
        if (shrinking.isZero()) {
            throw new AssertionError(message(found, where));
        }
        time().stop();
        Difference shrunk = found.shrunk(shrinking);
        throw new AssertionError(message(shrunk, where) + ". These calls"
                + where + " reproduce it:\n"
                + shrunk.asJava(memory(), "this::harness").strip());
    }

    private static String message(Difference difference, String where) {
        return "In a sequence of generated calls" + where + " with seed " + difference.seed() + ", "
                + difference.operation() + " yielded " + difference.second() + ", but " + difference.first()
                + " in memory";
    }
}
