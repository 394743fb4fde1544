// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import org.jspecify.annotations.Nullable;

/** A message listener that reports the calls to it. */
final class ObservedMessageListener implements MessageListener {

    private final MessageListener delegate;
    private final CallReporter reporter;

    /** Null until {@code subscribe} has returned; a message can arrive before that. */
    private volatile @Nullable Subscription subscription;

    ObservedMessageListener(MessageListener delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    void belongsTo(Subscription made) {
        subscription = made;
    }

    @Override
    public void onMessage(Message message) {
        reporter.run(subscription, Operation.LISTENER_ON_MESSAGE, () -> delegate.onMessage(message), message);
    }

    @Override
    public void onEnd(CoordinationException cause) {
        reporter.run(subscription, Operation.LISTENER_ON_END, () -> delegate.onEnd(cause), cause);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
