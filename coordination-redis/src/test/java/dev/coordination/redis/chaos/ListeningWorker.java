// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Listens to all channels, and again whenever the subscription is lost. */
final class ListeningWorker implements Worker {

    private final Family family;
    private final Calls calls;
    private final Channels channels;
    private @Nullable Subscription subscription;
    private @Nullable Hearing hearing;
    private AtomicReference<@Nullable Ended> ended = new AtomicReference<>();

    /** How and when a subscription has ended by itself. */
    private record Ended(Session.End how, long at) {}

    ListeningWorker(Family family, Calls calls, Channels channels) {
        this.family = family;
        this.calls = calls;
        this.channels = channels;
    }

    @Override
    public void step(RandomGenerator random) {
        Subscription open = subscription;
        Hearing heard = hearing;
        if (open == null || heard == null) {
            subscribe(random);
        } else {
            Ended cause = ended.get();
            if (cause != null) {
                heard.ended(cause.how, cause.at);
                close(open);
            }
        }
    }

    private void subscribe(RandomGenerator random) {
        int handle = random.nextInt(family.handles().size());
        Hearing started = new Hearing(channels, "a listener of handle " + handle, System.nanoTime());
        AtomicReference<@Nullable Ended> end = new AtomicReference<>();
        MessageListener listener = new MessageListener() {
            @Override
            public void onMessage(Message message) {
                started.received(message);
            }

            @Override
            public void onEnd(CoordinationException cause) {
                boolean overflowed = cause instanceof SubscriptionOverflowException;
                end.set(new Ended(overflowed ? Session.End.OVERFLOWED : Session.End.LOST, System.nanoTime()));
            }
        };
        Call<Subscription> call = calls.run(
                "subscribe with a listener",
                () -> family.handles().get(handle).pubSub().subscribe(PollingWorker.topics(channels, false), listener));
        if (call.isAcknowledged()) {
            started.forEach(session -> session.live(call.end()));
            subscription = call.value();
            hearing = started;
            ended = end;
        } else {
            started.ended(Session.End.LOST, call.end());
        }
    }

    private void close(Subscription open) {
        var unused = calls.run("close a subscription", () -> {
            open.close();
            return true;
        });
        subscription = null;
        hearing = null;
    }

    @Override
    public void finish() {
        Subscription open = subscription;
        Hearing heard = hearing;
        if (open != null && heard != null) {
            Ended closed = new Ended(Session.End.CLOSED, System.nanoTime());
            close(open);
            Ended last = Objects.requireNonNullElse(ended.get(), closed);
            heard.ended(last.how, last.at);
        }
    }
}
