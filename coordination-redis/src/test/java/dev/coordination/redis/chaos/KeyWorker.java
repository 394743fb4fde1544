// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Writes and deletes keys that nobody else knows: one at a time, or a batch by a pattern. */
final class KeyWorker implements Worker {

    private static final Duration TTL = Duration.ofMinutes(30);
    private static final int MOST_KEYS = 8;

    /** Numbers the keys. */
    static final class Shared {
        private final AtomicLong numbers = new AtomicLong();
        private final BatchHistory batches = new BatchHistory();
        private final Expectations expectations = new Expectations();

        List<String> broken() {
            List<String> broken = new ArrayList<>(batches.broken());
            broken.addAll(expectations.broken());
            return broken;
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;

    KeyWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
    }

    @Override
    public void step(RandomGenerator random) {
        long number = shared.numbers.incrementAndGet();
        if (random.nextInt(4) == 0) {
            deleteBatch("batch-" + number + "-", random);
        } else {
            useKey("key-" + number, random);
        }
    }

    private Call<Void> set(String key, byte[] value, RandomGenerator random) {
        return calls.run("set with a TTL", () -> {
            family.any(random).cache().set(key, value, TTL);
            return null;
        });
    }

    private void deleteBatch(String prefix, RandomGenerator random) {
        List<Call<Void>> written = new ArrayList<>();
        int count = random.nextInt(MOST_KEYS) + 1;
        for (int i = 0; i < count; i++) {
            written.add(set(prefix + i, new byte[] {1}, random));
        }
        Call<Long> deletion =
                calls.run("deleteMatching", () -> family.any(random).cache().deleteMatching(prefix + "*"));
        Call<Long> left = calls.run("exists", () -> {
            long found = 0;
            for (int i = 0; i < count; i++) {
                found += family.any(random).cache().exists(prefix + i) ? 1 : 0;
            }
            return found;
        });
        shared.batches.deleted(family.keeps(), written, deletion, left);
    }

    /** Each call has only one right answer, as long as all calls before it are acknowledged. */
    private void useKey(String key, RandomGenerator random) {
        byte[] value = key.getBytes(UTF_8);
        boolean present = random.nextBoolean()
                ? expect("set with a TTL", set(key, value, random), null)
                : expect(
                        "setIfAbsent with a TTL",
                        calls.run(
                                "setIfAbsent with a TTL",
                                () -> family.any(random).cache().setIfAbsent(key, value, TTL)),
                        true);
        boolean deleted = present
                && expect(
                        "get",
                        calls.run(
                                "get",
                                () -> family.any(random).cache().getText(key).orElse("")),
                        key)
                && expect(
                        "expire",
                        calls.run("expire", () -> family.any(random).cache().expire(key, TTL)),
                        true)
                && expect(
                        "ttl",
                        calls.run(
                                "ttl", () -> family.any(random).cache().ttl(key).isPresent()),
                        true)
                && expect(
                        "delete",
                        random.nextBoolean()
                                ? calls.run(
                                        "delete",
                                        () -> family.any(random).cache().delete(key))
                                : calls.run(
                                        "delete an expected value",
                                        () -> family.any(random).cache().delete(key, value)),
                        true);
        if (deleted) {
            expect(
                    "exists",
                    calls.run("exists", () -> family.any(random).cache().exists(key)),
                    false);
        }
    }

    private <T> boolean expect(String what, Call<T> call, T expected) {
        return shared.expectations.check(family.keeps(), what, call, expected);
    }
}
