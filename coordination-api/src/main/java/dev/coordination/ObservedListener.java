package dev.coordination;

import org.jspecify.annotations.Nullable;

/** A listener that reports the calls on it, and what they throw. */
final class ObservedListener implements MessageListener {

    private final MessageListener to;
    private final Calls calls;

    /** Null until {@code subscribe} has returned; a message can arrive before that. */
    private volatile @Nullable Subscription subscription;

    ObservedListener(MessageListener to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    void belongsTo(Subscription made) {
        subscription = made;
    }

    @Override
    public void onMessage(Message message) {
        calls.run(subscription, Operation.LISTENER_ON_MESSAGE, () -> to.onMessage(message), message);
    }

    @Override
    public void onEnd(CoordinationException cause) {
        calls.run(subscription, Operation.LISTENER_ON_END, () -> to.onEnd(cause), cause);
    }

    @Override
    public String toString() {
        return to.toString();
    }
}
