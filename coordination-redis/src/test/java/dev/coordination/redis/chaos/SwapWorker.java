// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Replaces a value that several threads replace, and claims keys that several threads claim. */
final class SwapWorker implements Worker {

    private static final String KEY = "swapped";
    private static final String FIRST = "first";

    /** The value, the keys, and what was done to them. */
    static final class Shared {
        private final SwapHistory swaps = new SwapHistory(FIRST);
        private final ClaimHistory claims = new ClaimHistory();
        private final AtomicLong values = new AtomicLong();
        private final AtomicLong claimed = new AtomicLong();

        Shared(Family family) {
            family.handles().get(0).cache().setText(KEY, FIRST);
        }

        List<String> broken(Family family) {
            var cache = family.handles().get(0).cache();
            List<String> broken = new ArrayList<>(
                    swaps.broken(family.keeps(), cache.getText(KEY).orElse("")));
            broken.addAll(claims.broken(family.keeps(), cache::getText));
            return broken;
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;

    SwapWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
    }

    @Override
    public void step(RandomGenerator random) {
        String value = "value-" + shared.values.incrementAndGet();
        if (random.nextInt(4) == 0) {
            String key = "claim-" + shared.claimed.incrementAndGet() / 3;
            shared.claims.claimed(
                    key,
                    value,
                    calls.run("setIfAbsent", () -> family.any(random).cache().setIfAbsent(key, value.getBytes(UTF_8))));
            return;
        }
        Call<Optional<String>> read =
                calls.run("get", () -> family.any(random).cache().getText(KEY));
        if (read.isAcknowledged() && read.value().isPresent()) {
            String expected = read.value().get();
            shared.swaps.replaced(
                    expected,
                    value,
                    calls.run(
                            "replace",
                            () -> family.any(random)
                                    .cache()
                                    .replace(KEY, expected.getBytes(UTF_8), value.getBytes(UTF_8))));
        }
    }
}
