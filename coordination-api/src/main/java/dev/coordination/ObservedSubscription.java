// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** A subscription that reports the calls on it. */
final class ObservedSubscription implements Subscription {

    private final Subscription delegate;
    private final CallReporter reporter;

    ObservedSubscription(Subscription delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    @Override
    public Optional<Message> poll() {
        return reporter.call(delegate, Operation.SUBSCRIPTION_POLL, delegate::poll);
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        return reporter.call(delegate, Operation.SUBSCRIPTION_NEXT, () -> delegate.next(timeout), timeout);
    }

    @Override
    public int pending() {
        return reporter.call(delegate, Operation.SUBSCRIPTION_PENDING, delegate::pending);
    }

    @Override
    public void close() {
        reporter.run(delegate, Operation.SUBSCRIPTION_CLOSE, delegate::close);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
