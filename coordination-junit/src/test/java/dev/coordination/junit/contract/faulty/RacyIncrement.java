// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;

/** A cache that increments in two steps, a read and a write. It is correct without concurrency. */
final class RacyIncrement extends ForwardingCache {

    RacyIncrement(SharedCache delegate) {
        super(delegate);
    }

    @Override
    public long increment(String key, long delta) {
        Optional<byte[]> before = super.get(key);
        Optional<Duration> remaining = super.ttl(key);
        if (before.isEmpty() || remaining.isPresent() || delta == 0 || Math.abs(delta) > 1000) {
            return super.increment(key, delta);
        }
        long value = super.increment(key, 0); // refuses a value that is not a counter
        if (Math.abs(value) > 1_000_000) {
            return super.increment(key, delta);
        }
        Thread.yield(); // On a server, a round trip separates the two steps.
        super.set(key, Long.toString(value + delta).getBytes(UTF_8));
        return value + delta;
    }
}
