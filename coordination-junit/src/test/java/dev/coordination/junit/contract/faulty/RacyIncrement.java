// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;

/** Increments in two steps, a read and a write; right when it is alone. */
final class RacyIncrement extends ForwardingCache {

    RacyIncrement(SharedCache to) {
        super(to);
    }

    @Override
    public long increment(String key, long delta) {
        Optional<byte[]> before = super.get(key);
        Optional<Duration> left = super.ttl(key);
        if (before.isEmpty() || left.isPresent() || delta == 0 || Math.abs(delta) > 1000) {
            return super.increment(key, delta);
        }
        long value = super.increment(key, 0); // which refuses what is no counter
        if (Math.abs(value) > 1_000_000) {
            return super.increment(key, delta);
        }
        Thread.yield(); // On a server the two steps are a round trip apart.
        super.set(key, Long.toString(value + delta).getBytes(UTF_8));
        return value + delta;
    }
}
