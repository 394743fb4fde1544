// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A subscription that changes every message. */
final class MappedSubscription extends ForwardingSubscription {

    private final UnaryOperator<Message> change;

    MappedSubscription(Subscription delegate, UnaryOperator<Message> change) {
        super(delegate);
        this.change = change;
    }

    @Override
    public Optional<Message> poll() {
        return super.poll().map(change);
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        return super.next(timeout).map(change);
    }
}
