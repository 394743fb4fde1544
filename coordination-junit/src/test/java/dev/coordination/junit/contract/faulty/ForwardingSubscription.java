// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;

/** A subscription that is right; a fault overrides what it gets wrong. */
class ForwardingSubscription implements Subscription {

    final Subscription to;

    ForwardingSubscription(Subscription to) {
        this.to = to;
    }

    @Override
    public Optional<Message> poll() {
        return to.poll();
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        return to.next(timeout);
    }

    @Override
    public int pending() {
        return to.pending();
    }

    @Override
    public void close() {
        to.close();
    }
}
