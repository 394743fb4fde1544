// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_03;
import static dev.coordination.junit.contract.Rule.C_05;
import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_07;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_11;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.faulty.RacyFaults.apart;
import static dev.coordination.junit.contract.faulty.RacyFaults.pass;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Operations of the cache that take two steps. */
final class RacyCacheFaults {

    /** The size up to which a value is read in one step. */
    private static final int LARGE = 4_096;

    private RacyCacheFaults() {}

    static List<IntFunction<Fault>> kinds() {
        return List.of(
                RacyCacheFaults::setThenExpire,
                RacyCacheFaults::getRemovesWhatHasExpired,
                RacyCacheFaults::existsRemovesWhatHasExpired,
                RacyCacheFaults::delete,
                RacyCacheFaults::deleteMatching,
                RacyCacheFaults::deleteMatchingOneByOne,
                RacyCacheFaults::deleteMatchingUnlessExpiryChanges,
                RacyCacheFaults::getInTwoParts,
                RacyCacheFaults::replaceThatUndoesAnExpire,
                RacyCacheFaults::setThatDeletesFirst,
                RacyCacheFaults::incrementOfAnAbsentKey,
                RacyCacheFaults::incrementThenExpire,
                RacyCacheFaults::incrementThatRestoresTheExpiry,
                RacyCacheFaults::increment,
                RacyCacheFaults::setIfAbsent,
                RacyCacheFaults::setIfAbsentOfAnExpiredKey,
                RacyCacheFaults::setIfAbsentThenExpire,
                RacyCacheFaults::replace,
                RacyCacheFaults::replaceThenExpire,
                RacyCacheFaults::expire,
                RacyCacheFaults::deleteExpected);
    }

    private static Fault setThenExpire(int window) {
        return Fault.of(C_02, "set stores the value, then the expiry" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        Arguments.key(key);
                        Arguments.ttlMillis(ttl, "ttl");
                        super.set(key, value);
                        pass(window);
                        super.expire(key, ttl);
                    }
                });
    }

    private static Fault getRemovesWhatHasExpired(int window) {
        return Fault.of(C_03, "get finds an expired key, then removes it" + apart(window))
                .cache((correct, context) -> new DeadlineCache(correct, context) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        if (value.isEmpty() && hasExpired(key)) {
                            pass(window);
                            super.delete(key);
                        }
                        return value;
                    }
                });
    }

    private static Fault existsRemovesWhatHasExpired(int window) {
        return Fault.of(C_03, "exists finds an expired key, then removes it" + apart(window))
                .cache((correct, context) -> new DeadlineCache(correct, context) {
                    @Override
                    public boolean exists(String key) {
                        boolean exists = super.exists(key);
                        if (!exists && hasExpired(key)) {
                            pass(window);
                            super.delete(key);
                        }
                        return exists;
                    }
                });
    }

    private static Fault delete(int window) {
        return Fault.of(C_05, "delete checks, then deletes" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key) {
                        boolean existed = super.exists(key);
                        pass(window);
                        super.delete(key);
                        return existed;
                    }
                });
    }

    private static Fault deleteMatching(int window) {
        return Fault.of(C_06, "deleting by pattern counts, then deletes" + apart(window))
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        List<String> matching = seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key))
                                .toList();
                        long count = matching.stream().filter(this::exists).count();
                        pass(window);
                        super.deleteMatching(pattern);
                        return count;
                    }
                });
    }

    private static Fault deleteMatchingOneByOne(int window) {
        return Fault.of(C_06, "deleting by pattern finds keys, then deletes and counts all of them" + apart(window))
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        List<String> found = seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key) && exists(key))
                                .toList();
                        pass(window);
                        found.forEach(super::delete);
                        return found.isEmpty() ? super.deleteMatching(pattern) : found.size();
                    }
                });
    }

    private static Fault deleteMatchingUnlessExpiryChanges(int window) {
        return Fault.of(
                        C_06,
                        "deleting by pattern finds keys, then deletes those whose expiry was neither set nor removed"
                                + apart(window))
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        Map<String, Optional<Duration>> found = new HashMap<>();
                        for (String key : seen()) {
                            if (TestGlob.matches(pattern, key) && exists(key)) {
                                found.put(key, ttl(key));
                            }
                        }
                        if (found.isEmpty()) {
                            return super.deleteMatching(pattern);
                        }
                        pass(window);
                        return found.entrySet().stream()
                                .filter(entry -> ttl(entry.getKey()).isPresent()
                                        == entry.getValue().isPresent())
                                .filter(entry -> delete(entry.getKey()))
                                .count();
                    }
                });
    }

    private static Fault getInTwoParts(int window) {
        return Fault.of(C_11, "get reads the second half of a large value later" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        if (value.isEmpty() || value.get().length <= LARGE) {
                            return value;
                        }
                        pass(window);
                        byte[] first = value.get();
                        byte[] second = super.get(key).orElse(first);
                        if (first.length == second.length) {
                            System.arraycopy(first, 0, second, 0, first.length / 2);
                        }
                        return Optional.of(second);
                    }
                });
    }

    private static Fault replaceThatUndoesAnExpire(int window) {
        return Fault.of(C_14, "an expire during a replace is undone" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        Optional<Duration> remaining = super.ttl(key);
                        if (remaining.isEmpty()) {
                            return super.replace(key, expected, value);
                        }
                        pass(window);
                        boolean replaced = super.replace(key, expected, value);
                        if (replaced) {
                            super.expire(key, remaining.get());
                        }
                        return replaced;
                    }
                });
    }

    private static Fault setThatDeletesFirst(int window) {
        return Fault.of(C_11, "set with a TTL deletes the old value, then sets the new one" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        Arguments.ttlMillis(ttl, "ttl");
                        byte[] copy = Arguments.copy(value, "value");
                        if (super.delete(key)) {
                            pass(window);
                        }
                        super.set(key, copy, ttl);
                    }
                });
    }

    private static Fault incrementOfAnAbsentKey(int window) {
        return Fault.of(C_07, "increment finds no counter, then creates one" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        if (super.exists(key)) {
                            return super.increment(key, delta);
                        }
                        pass(window);
                        super.set(key, Long.toString(delta).getBytes(UTF_8));
                        return delta;
                    }
                });
    }

    private static Fault incrementThenExpire(int window) {
        return Fault.of(C_08, "increment creates the counter, then sets its expiry" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        Arguments.ttlMillis(ttlIfCreated, "ttlIfCreated");
                        boolean creates = !super.exists(key);
                        long value = super.increment(key, delta);
                        if (creates) {
                            pass(window);
                            super.expire(key, ttlIfCreated);
                        }
                        return value;
                    }
                });
    }

    private static Fault incrementThatRestoresTheExpiry(int window) {
        return Fault.of(C_08, "increment reads the expiry, then sets it again" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        Optional<Duration> remaining = super.ttl(key);
                        long value = super.increment(key, delta);
                        if (remaining.isPresent()) {
                            pass(window);
                            super.expire(key, remaining.get());
                        }
                        return value;
                    }
                });
    }

    private static Fault increment(int window) {
        return Fault.of(C_11, "increment reads the counter, then writes it" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        if (!super.exists(key) || super.ttl(key).isPresent()) {
                            return super.increment(key, delta);
                        }
                        long value = super.increment(key, 0); // refuses a value that is not a counter
                        if (Math.abs(value) > 1_000_000 || Math.abs(delta) > 1_000_000) {
                            return super.increment(key, delta);
                        }
                        pass(window);
                        super.set(key, Long.toString(value + delta).getBytes(UTF_8));
                        return value + delta;
                    }
                });
    }

    private static Fault setIfAbsent(int window) {
        return Fault.of(C_12, "setIfAbsent checks, then sets" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        if (super.exists(key)) {
                            return super.setIfAbsent(key, value);
                        }
                        pass(window);
                        super.set(key, value);
                        return true;
                    }
                });
    }

    private static Fault setIfAbsentOfAnExpiredKey(int window) {
        return Fault.of(C_12, "setIfAbsent finds an expired key, then replaces it" + apart(window))
                .cache((correct, context) -> new DeadlineCache(correct, context) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        if (super.exists(key) || !hasExpired(key)) {
                            return super.setIfAbsent(key, value);
                        }
                        pass(window);
                        super.set(key, value);
                        context.remove("deadline of " + key);
                        return true;
                    }
                });
    }

    private static Fault setIfAbsentThenExpire(int window) {
        return Fault.of(C_12, "setIfAbsent creates the key, then sets its expiry" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        Arguments.ttlMillis(ttl, "ttl");
                        boolean created = super.setIfAbsent(key, value);
                        if (created) {
                            pass(window);
                            super.expire(key, ttl);
                        }
                        return created;
                    }
                });
    }

    private static Fault replace(int window) {
        return Fault.of(C_13, "replace compares, then sets" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        Optional<byte[]> held = super.get(key);
                        if (held.isEmpty() || !Arrays.equals(held.get(), expected)) {
                            return super.replace(key, expected, value);
                        }
                        Optional<Duration> remaining = super.ttl(key);
                        pass(window);
                        if (remaining.isPresent()) {
                            super.set(key, value, remaining.get());
                        } else {
                            super.set(key, value);
                        }
                        return true;
                    }
                });
    }

    private static Fault replaceThenExpire(int window) {
        return Fault.of(C_13, "replace reads the expiry, then sets it again" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        Optional<Duration> remaining = super.ttl(key);
                        boolean replaced = super.replace(key, expected, value);
                        if (replaced && remaining.isPresent()) {
                            pass(window);
                            super.expire(key, remaining.get());
                        }
                        return replaced;
                    }
                });
    }

    private static Fault expire(int window) {
        return Fault.of(C_14, "expire reads the value, then sets it with the expiry" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        Arguments.ttlMillis(ttl, "ttl");
                        Optional<byte[]> value = super.get(key);
                        if (value.isEmpty()) {
                            return super.expire(key, ttl);
                        }
                        pass(window);
                        super.set(key, value.get(), ttl);
                        return true;
                    }
                });
    }

    private static Fault deleteExpected(int window) {
        return Fault.of(C_15, "conditional delete compares, then deletes" + apart(window))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        Optional<byte[]> held = super.get(key);
                        if (held.isEmpty() || !Arrays.equals(held.get(), expected)) {
                            return super.delete(key, expected);
                        }
                        pass(window);
                        super.delete(key);
                        return true;
                    }
                });
    }

    /** A cache that remembers the deadlines of the keys that are set with a TTL. */
    private abstract static class DeadlineCache extends ForwardingCache {

        private final FaultContext context;

        DeadlineCache(SharedCache correct, FaultContext context) {
            super(correct);
            this.context = context;
        }

        @Override
        public void set(String key, byte[] value, Duration ttl) {
            super.set(key, value, ttl);
            RacyFaults.expiresAfter(ttl, key, context);
        }

        final boolean hasExpired(String key) {
            return RacyFaults.hasExpired(key, context);
        }
    }
}
