// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A subscription that adds its calls to a sequence. */
final class RecordingSubscription implements Subscription {

    private final int slot;
    private final Sequence sequence;

    private RecordingSubscription(int slot, Sequence sequence) {
        this.slot = slot;
        this.sequence = sequence;
    }

    static Subscription of(int slot, Sequence sequence) {
        return new RecordingSubscription(slot, sequence);
    }

    /** Returns the slot of a recording subscription. */
    static int slot(Subscription subscription) {
        if (subscription instanceof RecordingSubscription recording) {
            return recording.slot;
        }
        throw new IllegalArgumentException("subscription must be of a sequence, but was " + subscription);
    }

    @Override
    public Optional<Message> poll() {
        sequence.add(new Step("subscription.poll", "run.poll(" + slot + ");", run -> run.poll(slot)));
        return Optional.empty();
    }

    @Override
    public Optional<Message> next(Duration timeout) {
        sequence.add(new Step(
                "subscription.next",
                "run.poll(" + slot + ", " + Literals.of(timeout) + ");",
                run -> run.poll(slot, timeout)));
        return Optional.empty();
    }

    @Override
    public int pending() {
        sequence.add(new Step(
                "subscription.pending",
                "run.call(() -> run.subscription(" + slot + ").pending());",
                run -> run.call((Callable<?>) () -> run.subscription(slot).pending())));
        return 0;
    }

    @Override
    public void close() {
        sequence.add(new Step(
                "subscription.close",
                "run.call(() -> run.subscription(" + slot + ").close());",
                run -> run.call((Run.Action) () -> run.subscription(slot).close())));
    }
}
