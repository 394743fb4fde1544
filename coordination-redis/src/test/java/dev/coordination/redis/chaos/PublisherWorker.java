// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;

/** Publishes numbers to a channel. */
final class PublisherWorker implements Worker {

    private final Family family;
    private final Calls calls;
    private final Channels channels;
    private final int channel;
    private int published;

    PublisherWorker(Family family, Calls calls, Channels channels, int channel) {
        this.family = family;
        this.calls = calls;
        this.channels = channels;
        this.channel = channel;
    }

    @Override
    public void step(RandomGenerator random) {
        byte[] payload = Integer.toString(++published).getBytes(UTF_8);
        channels.get(channel)
                .published(calls.run(
                        "publish", () -> family.any(random).pubSub().publish(Channels.name(channel), payload)));
    }
}
