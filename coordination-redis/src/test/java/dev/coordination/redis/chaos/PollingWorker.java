// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Subscribes to all channels, and again whenever the subscription is lost, and sometimes without a reason. */
final class PollingWorker implements Worker {

    private static final Duration WAIT = Duration.ofMillis(50);
    private static final int MOST_AT_ONCE = 100;

    private final Family family;
    private final Calls calls;
    private final Channels channels;
    private final boolean byPattern;
    private @Nullable Subscription subscription;
    private @Nullable Hearing hearing;

    PollingWorker(Family family, Calls calls, Channels channels, boolean byPattern) {
        this.family = family;
        this.calls = calls;
        this.channels = channels;
        this.byPattern = byPattern;
    }

    static List<Topic> topics(Channels channels, boolean byPattern) {
        List<Topic> topics = new ArrayList<>();
        if (byPattern) {
            topics.add(Topic.pattern(Channels.PREFIX + "*"));
        } else {
            for (int i = 0; i < channels.size(); i++) {
                topics.add(Topic.channel(Channels.name(i)));
            }
        }
        return topics;
    }

    @Override
    public void step(RandomGenerator random) {
        Subscription open = subscription;
        Hearing heard = hearing;
        if (open == null || heard == null) {
            subscribe(random.nextInt(family.handles().size()));
            return;
        }
        boolean caughtUp = random.nextInt(4) == 0 && poll(open, heard, WAIT);
        for (int i = 0; i < MOST_AT_ONCE && subscription == open && !caughtUp; i++) {
            caughtUp = poll(open, heard, Duration.ZERO);
        }
        if (caughtUp && random.nextInt(500) == 0) {
            close(open, heard);
        }
    }

    private void subscribe(int handle) {
        String name = "a subscription " + (byPattern ? "by pattern " : "") + "of handle " + handle;
        Hearing started = new Hearing(channels, name, System.nanoTime());
        Call<Subscription> call = calls.run(
                "subscribe", () -> family.handles().get(handle).pubSub().subscribe(topics(channels, byPattern)));
        if (call.isAcknowledged()) {
            started.forEach(session -> session.live(call.end()));
            subscription = call.value();
            hearing = started;
        } else {
            started.ended(Session.End.LOST, call.end());
        }
    }

    /** Takes a message. Returns whether there was none, and the subscription is not lost. */
    private boolean poll(Subscription open, Hearing heard, Duration wait) {
        AtomicReference<Session.End> end = new AtomicReference<>(Session.End.LOST);
        Call<Optional<Message>> call = calls.run(wait.isZero() ? "poll" : "next", () -> {
            try {
                return open.next(wait);
            } catch (SubscriptionOverflowException e) {
                end.set(Session.End.OVERFLOWED);
                throw e;
            }
        });
        if (!call.isAcknowledged()) {
            heard.ended(end.get(), call.end());
            closeSubscription(open);
            return false;
        }
        call.value().ifPresent(heard::received);
        if (call.value().isEmpty()) {
            heard.forEach(session -> session.caughtUp(call.begin()));
        }
        return call.value().isEmpty();
    }

    private void close(Subscription open, Hearing heard) {
        heard.forEach(session -> session.ended(Session.End.CLOSED, session.caughtUp()));
        closeSubscription(open);
    }

    private void closeSubscription(Subscription open) {
        var unused = calls.run("close a subscription", () -> {
            open.close();
            return true;
        });
        subscription = null;
        hearing = null;
    }

    @Override
    public void finish() {
        for (Subscription open = subscription; open != null; open = subscription) {
            Hearing heard = hearing;
            if (heard != null && poll(open, heard, Duration.ZERO)) {
                close(open, heard);
            }
        }
    }
}
