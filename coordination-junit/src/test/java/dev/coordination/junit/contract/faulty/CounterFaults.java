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

/** Incrementing. */
final class CounterFaults {

    private CounterFaults() {}

    static List<Fault> all() {
        return List.of(
                countsInDoubles(),
                countsInDoublesWithATtl(),
                negativeDeltasAreIgnored(),
                keepsBinary(),
                startsAtZero(),
                incrementingRenewsTheTtl(),
                incrementingDropsTheExpiry(),
                ttlInASecondStepForEveryIncrement(),
                aSumThatIsTheDeltaCountsAsCreated(),
                startsAnewFromWhatIsNoNumber(),
                takesWhatParses(),
                emptyIsZero(),
                clearsWhatIsNoNumber(),
                wrapsAround(),
                saturates(),
                overflowDropsTheExpiry(),
                checksAndThenActs(),
                deleteTakesAlongWhatIsSet(),
                readsGoBack());
    }

    private static Fault countsInDoubles() {
        return Fault.of(C_07, "counters are doubles").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                return (long) (double) super.increment(key, delta);
            }
        });
    }

    private static Fault countsInDoublesWithATtl() {
        return Fault.of(C_07, "counters that are given a TTL are doubles")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        return (long) (double) super.increment(key, delta, ttlIfCreated);
                    }
                });
    }

    private static Fault negativeDeltasAreIgnored() {
        return Fault.of(C_07, "a negative delta counts upwards").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                return super.increment(key, delta < 0 && delta > Long.MIN_VALUE ? -delta : delta);
            }
        });
    }

    private static Fault keepsBinary() {
        return Fault.of(C_07, "a counter is read as eight bytes").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                long value = super.increment(key, delta);
                world.note(key, value);
                return value;
            }

            @Override
            public Optional<byte[]> get(String key) {
                Long counter = world.noted(key, Long.class);
                return super.get(key)
                        .map(value -> counter != null && new String(value, UTF_8).equals(counter.toString())
                                ? ByteBuffer.allocate(Long.BYTES)
                                        .putLong(counter)
                                        .array()
                                : value);
            }
        });
    }

    private static Fault startsAtZero() {
        return Fault.of(C_07, "the increment that creates a counter returns 0")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault incrementingRenewsTheTtl() {
        return Fault.of(C_08, "every increment gives the TTL again")
                .row(7)
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        long value = super.increment(key, delta, ttlIfCreated);
                        super.expire(key, ttlIfCreated);
                        return value;
                    }
                });
    }

    private static Fault incrementingDropsTheExpiry() {
        return Fault.of(C_08, "incrementing drops the expiry").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                long value = super.increment(key, delta);
                super.set(key, Long.toString(value).getBytes(UTF_8));
                return value;
            }
        });
    }

    private static Fault ttlInASecondStepForEveryIncrement() {
        return Fault.of(C_08, "a counter that has no TTL gets one by the next increment")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault aSumThatIsTheDeltaCountsAsCreated() {
        return Fault.of(C_08, "whoever gets back the delta has created the counter, and gives it the TTL")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault startsAnewFromWhatIsNoNumber() {
        return Fault.of(C_09, "incrementing what is no number starts anew")
                .row(2)
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault takesWhatParses() {
        return Fault.of(C_09, "+1 and 01 are numbers").cache((right, world) -> new ForwardingCache(right) {
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
                    long value = Long.parseLong(new String(super.get(key).orElseThrow(), UTF_8));
                    super.set(key, Long.toString(value).getBytes(UTF_8));
                    return super.increment(key, delta);
                } catch (NumberFormatException e) {
                    throw failure;
                }
            }
        });
    }

    private static Fault emptyIsZero() {
        return Fault.of(C_09, "an empty value counts as 0").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                super.replace(key, new byte[0], new byte[] {'0'});
                return super.increment(key, delta);
            }
        });
    }

    private static Fault clearsWhatIsNoNumber() {
        return Fault.of(C_09, "a value that is no counter loses its expiry")
                .cache((right, world) -> new ForwardingCache(right) {
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
        return Fault.of(C_10, "a counter wraps around").row(3).cache((right, world) -> new ForwardingCache(right) {
            @Override
            public long increment(String key, long delta) {
                try {
                    return super.increment(key, delta);
                } catch (CounterOverflowException e) {
                    long value = Long.parseLong(new String(super.get(key).orElseThrow(), UTF_8)) + delta;
                    super.set(key, Long.toString(value).getBytes(UTF_8));
                    return value;
                }
            }
        });
    }

    private static Fault saturates() {
        return Fault.of(C_10, "a counter stays at its limit").cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault overflowDropsTheExpiry() {
        return Fault.of(C_10, "a counter that would overflow loses its expiry")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault checksAndThenActs() {
        return Fault.of(C_11, "an increment reads first and writes afterwards")
                .racy()
                .cache((right, world) -> new RacyIncrement(right));
    }

    private static Fault deleteTakesAlongWhatIsSet() {
        return Fault.of(C_11, "a delete looks first and deletes afterwards")
                .racy()
                .cache((right, world) -> new RacyDelete(right));
    }

    private static Fault readsGoBack() {
        return Fault.of(C_11, "every other read is that of a replica that lags behind")
                .cache((right, world) -> new ForwardingCache(right) {
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
