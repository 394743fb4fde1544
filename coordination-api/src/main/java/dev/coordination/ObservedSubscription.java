package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** A subscription that reports the calls on it. */
final class ObservedSubscription implements Subscription {

    private final Subscription to;
    private final Calls calls;

    ObservedSubscription(Subscription to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public Optional<Message> poll() {
        return calls.make(to, Operation.SUBSCRIPTION_POLL, to::poll);
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        return calls.make(to, Operation.SUBSCRIPTION_NEXT, () -> to.next(timeout), timeout);
    }

    @Override
    public int pending() {
        return calls.make(to, Operation.SUBSCRIPTION_PENDING, to::pending);
    }

    @Override
    public void close() {
        calls.run(to, Operation.SUBSCRIPTION_CLOSE, to::close);
    }

    @Override
    public String toString() {
        return to.toString();
    }
}
