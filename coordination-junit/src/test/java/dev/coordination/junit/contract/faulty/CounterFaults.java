// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_07;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_09;
import static dev.coordination.junit.contract.Rule.C_10;
import static dev.coordination.junit.contract.Rule.C_11;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Defects in counters. */
final class CounterFaults {

    private CounterFaults() {}

    static List<Fault> all() {
        return List.of(
                countersAreDoubles(),
                countersWithATtlAreDoubles(),
                negativeDeltasAreAdded(),
                countersReadAsBinary(),
                firstIncrementReturnsZero(),
                incrementRenewsTheTtl(),
                incrementRemovesTheExpiry(),
                incrementGivesATtlToExistingCounters(),
                aResultEqualToTheDeltaCountsAsCreated(),
                restartsWhenTheValueIsNotANumber(),
                acceptsWhatParses(),
                acceptsAnEmptyValue(),
                refusalRemovesTheExpiry(),
                wrapsAround(),
                saturates(),
                overflowRemovesTheExpiry(),
                incrementIsNotAtomic(),
                deleteIsNotAtomic(),
                readsGoBack());
    }

    private static Fault countersAreDoubles() {
        return Fault.of(C_07, "counters are stored as doubles")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        return (long) (double) super.increment(key, delta);
                    }
                });
    }

    private static Fault countersWithATtlAreDoubles() {
        return Fault.of(C_07, "counters created with a TTL are stored as doubles")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        return (long) (double) super.increment(key, delta, ttlIfCreated);
                    }
                });
    }

    private static Fault negativeDeltasAreAdded() {
        return Fault.of(C_07, "a negative delta is added as a positive one")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        return super.increment(key, delta < 0 && delta > Long.MIN_VALUE ? -delta : delta);
                    }
                });
    }

    private static Fault countersReadAsBinary() {
        return Fault.of(C_07, "a counter reads as eight binary bytes")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        long value = super.increment(key, delta);
                        context.put(key, value);
                        return value;
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        Long counter = context.get(key, Long.class);
                        return super.get(key)
                                .map(value -> counter != null && new String(value, UTF_8).equals(counter.toString())
                                        ? ByteBuffer.allocate(Long.BYTES)
                                                .putLong(counter)
                                                .array()
                                        : value);
                    }
                });
    }

    private static Fault firstIncrementReturnsZero() {
        return Fault.of(C_07, "the increment that creates a counter returns 0")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        if (!super.exists(key)) {
                            super.increment(key, 0);
                            return 0;
                        }
                        return super.increment(key, delta);
                    }
                });
    }

    private static Fault incrementRenewsTheTtl() {
        return Fault.of(C_08, "every increment renews the TTL")
                .row(7)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long value = super.increment(key, delta, ttlIfCreated);
                        super.expire(key, ttlIfCreated);
                        return value;
                    }
                });
    }

    private static Fault incrementRemovesTheExpiry() {
        return Fault.of(C_08, "increment removes the expiry").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public long increment(String key, long delta) {
                long value = super.increment(key, delta);
                super.set(key, Long.toString(value).getBytes(UTF_8));
                return value;
            }
        });
    }

    private static Fault incrementGivesATtlToExistingCounters() {
        return Fault.of(C_08, "increment with a TTL sets the TTL of an existing counter that never expires")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long value = super.increment(key, delta, ttlIfCreated);
                        if (super.ttl(key).isEmpty()) {
                            super.expire(key, ttlIfCreated);
                        }
                        return value;
                    }
                });
    }

    private static Fault aResultEqualToTheDeltaCountsAsCreated() {
        return Fault.of(C_08, "an increment whose result equals the delta resets the TTL")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long value = super.increment(key, delta, ttlIfCreated);
                        if (value == delta) {
                            super.expire(key, ttlIfCreated);
                        }
                        return value;
                    }
                });
    }

    private static Fault restartsWhenTheValueIsNotANumber() {
        return Fault.of(C_09, "incrementing a value that is not a number restarts the counter")
                .row(2)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (NotACounterException e) {
                            super.delete(key);
                            return super.increment(key, delta);
                        }
                    }
                });
    }

    private static Fault acceptsWhatParses() {
        return Fault.of(C_09, "+1 and 01 are accepted as counters")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (NotACounterException e) {
                            return parsed(key, delta, e);
                        }
                    }

                    private long parsed(String key, long delta, NotACounterException failure) {
                        try {
                            long value =
                                    Long.parseLong(new String(super.get(key).orElseThrow(), UTF_8));
                            super.set(key, Long.toString(value).getBytes(UTF_8));
                            return super.increment(key, delta);
                        } catch (NumberFormatException e) {
                            throw failure;
                        }
                    }
                });
    }

    private static Fault acceptsAnEmptyValue() {
        return Fault.of(C_09, "an empty value is accepted as the counter 0")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        super.replace(key, new byte[0], new byte[] {'0'});
                        return super.increment(key, delta);
                    }
                });
    }

    private static Fault refusalRemovesTheExpiry() {
        return Fault.of(C_09, "a refused increment removes the expiry of a value that is not a counter")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (NotACounterException e) {
                            super.set(key, super.get(key).orElseThrow());
                            throw e;
                        }
                    }
                });
    }

    private static Fault wrapsAround() {
        return Fault.of(C_10, "a counter wraps around on overflow")
                .row(3)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (CounterOverflowException e) {
                            long value =
                                    Long.parseLong(new String(super.get(key).orElseThrow(), UTF_8)) + delta;
                            super.set(key, Long.toString(value).getBytes(UTF_8));
                            return value;
                        }
                    }
                });
    }

    private static Fault saturates() {
        return Fault.of(C_10, "a counter saturates on overflow")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (CounterOverflowException e) {
                            return delta > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
                        }
                    }
                });
    }

    private static Fault overflowRemovesTheExpiry() {
        return Fault.of(C_10, "an increment refused for overflow removes the expiry")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta) {
                        try {
                            return super.increment(key, delta);
                        } catch (CounterOverflowException e) {
                            super.set(key, super.get(key).orElseThrow());
                            throw e;
                        }
                    }
                });
    }

    private static Fault incrementIsNotAtomic() {
        return Fault.of(C_11, "increment reads and writes in two steps")
                .racy()
                .cache((correct, context) -> new RacyIncrement(correct));
    }

    private static Fault deleteIsNotAtomic() {
        return Fault.of(C_11, "delete checks and deletes in two steps")
                .racy()
                .cache((correct, context) -> new RacyDelete(correct));
    }

    private static Fault readsGoBack() {
        return Fault.of(C_11, "some reads come from a replica that lags behind")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final Map<String, Optional<byte[]>> replica = new ConcurrentHashMap<>();

                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        Optional<byte[]> before = replica.put(key, value);
                        return before == null || before.isEmpty() || value.isEmpty() || value.get().length % 2 == 0
                                ? value
                                : before;
                    }
                });
    }
}
