// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Listens to all channels, and again whenever the subscription is lost. */
final class ListeningWorker implements Worker {

    private static final long OPEN = 0;

    private final Family family;
    private final Calls calls;
    private final Channels channels;
    private @Nullable Subscription subscription;

    /** When the subscription was lost. */
    private AtomicLong lostAt = new AtomicLong();

    private @Nullable Hearing hearing;

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
        } else if (lostAt.get() != OPEN) {
            heard.ended(Session.End.LOST, lostAt.get());
            close(open);
        }
    }

    private void subscribe(RandomGenerator random) {
        Hearing started = new Hearing(channels, channels.size(), System.nanoTime());
        AtomicLong lost = new AtomicLong(OPEN);
        MessageListener listener = new MessageListener() {
            @Override
            public void onMessage(Message message) {
                started.received(message);
            }

            @Override
            public void onEnd(CoordinationException cause) {
                lost.set(System.nanoTime());
            }
        };
        Call<Subscription> call = calls.run(
                "subscribe with a listener",
                () -> family.any(random).pubSub().subscribe(PollingWorker.topics(channels, false), listener));
        if (call.isAcknowledged()) {
            started.forEach(session -> session.live(call.end()));
            subscription = call.value();
            hearing = started;
            lostAt = lost;
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
            long closedAt = System.nanoTime();
            close(open);
            heard.ended(
                    lostAt.get() == OPEN ? Session.End.CLOSED : Session.End.LOST,
                    lostAt.get() == OPEN ? closedAt : lostAt.get());
        }
    }
}
