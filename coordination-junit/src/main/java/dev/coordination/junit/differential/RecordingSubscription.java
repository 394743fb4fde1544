// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;

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
        throw new IllegalArgumentException("subscription must belong to a sequence, but was " + subscription);
    }

    @Override
    public Optional<Message> poll() {
        sequence.add(CommonSteps.poll(slot));
        return Optional.empty();
    }

    @Override
    public Optional<Message> next(Duration timeout) {
        sequence.add(CommonSteps.next(slot, timeout));
        return Optional.empty();
    }

    @Override
    public int pending() {
        sequence.add(CommonSteps.pending(slot));
        return 0;
    }

    @Override
    public void close() {
        sequence.add(CommonSteps.close(slot));
    }
}
