// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;

/** A subscription that forwards every call to another. */
class ForwardingSubscription implements Subscription {

    final Subscription delegate;

    ForwardingSubscription(Subscription delegate) {
        this.delegate = delegate;
    }

    @Override
    public Optional<Message> poll() {
        return delegate.poll();
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        return delegate.next(timeout);
    }

    @Override
    public int pending() {
        return delegate.pending();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
