// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_04;
import static dev.coordination.junit.contract.Rule.C_05;
import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_14;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Defects in values, TTLs and conditional changes to one key. */
final class CacheFaults {

    private static final int BATCH = 10;

    private CacheFaults() {}

    static List<Fault> all() {
        return List.of(
                valuesAreStoredAsText(),
                textIsReadAsLatin1(),
                unpairedSurrogatesBecomeQuestionMarks(),
                emptyValuesReadAsAbsent(),
                largeValuesAreTruncated(),
                overwritingKeepsTheTtl(),
                overwritingKeepsTheLongerTtl(),
                ttlIsInWholeSeconds(),
                missingTtlIsNegative(),
                ttlDoesNotFall(),
                deleteAlwaysReturnsTrue(),
                deleteAlwaysReturnsFalse(),
                patternsArePrefixes(),
                countsDeletedKeysTwice(),
                stopsAfterTheFirstBatch(),
                countsByDifference(),
                setIfAbsentRenewsTheTtl(),
                setIfAbsentIsNotAtomic(),
                setIfAbsentLosesTheTtl(),
                setIfAbsentWithoutTtlOverwrites(),
                setIfAbsentWithoutTtlRemovesTheExpiry(),
                setIfAbsentWithoutTtlIsNotAtomic(),
                expireOnlyShortens(),
                expireIgnoresKeysWithATtl(),
                expireCreatesAbsentKeys());
    }

    private static Fault valuesAreStoredAsText() {
        return Fault.of(C_01, "values are stored as text").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public void set(String key, byte[] value) {
                super.set(key, new String(value, UTF_8).getBytes(UTF_8));
            }
        });
    }

    private static Fault textIsReadAsLatin1() {
        return Fault.of(C_01, "text is read as Latin-1").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public Optional<String> getText(String key) {
                return super.get(key).map(value -> new String(value, ISO_8859_1));
            }
        });
    }

    private static Fault unpairedSurrogatesBecomeQuestionMarks() {
        return Fault.of(C_01, "an unpaired surrogate in text is stored as a question mark")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void setText(String key, String text) {
                        super.set(key, text.getBytes(UTF_8));
                    }
                });
    }

    private static Fault emptyValuesReadAsAbsent() {
        return Fault.of(C_01, "an empty value reads as absent")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).filter(value -> value.length > 0);
                    }
                });
    }

    private static Fault largeValuesAreTruncated() {
        return Fault.of(C_01, "a value is truncated to 512 KiB")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, Arrays.copyOf(value, Math.min(value.length, 512 * 1024)));
                    }
                });
    }

    private static Fault overwritingKeepsTheTtl() {
        return Fault.of(C_02, "overwriting keeps the TTL").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public void set(String key, byte[] value) {
                Optional<Duration> remaining = super.ttl(key);
                super.set(key, value);
                remaining.ifPresent(ttl -> super.expire(key, ttl));
            }
        });
    }

    private static Fault overwritingKeepsTheLongerTtl() {
        return Fault.of(C_02, "overwriting keeps the longer TTL")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        Optional<Duration> remaining = super.ttl(key);
                        super.set(key, value, ttl);
                        remaining
                                .filter(longer -> longer.compareTo(ttl) > 0)
                                .ifPresent(longer -> super.expire(key, longer));
                    }
                });
    }

    private static Fault ttlIsInWholeSeconds() {
        return Fault.of(C_04, "the remaining TTL is rounded down to whole seconds")
                .row(6)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).map(ttl -> Duration.ofSeconds(ttl.toSeconds()));
                    }
                });
    }

    private static Fault missingTtlIsNegative() {
        return Fault.of(C_04, "the TTL of a key that never expires is -1 second")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        Optional<Duration> ttl = super.ttl(key);
                        return ttl.isEmpty() && exists(key) ? Optional.of(Duration.ofSeconds(-1)) : ttl;
                    }
                });
    }

    private static Fault ttlDoesNotFall() {
        return Fault.of(C_04, "ttl returns the original TTL, however much time has passed")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl);
                        context.put(key, ttl);
                    }

                    @Override
                    public Optional<Duration> ttl(String key) {
                        Duration given = context.get(key, Duration.class);
                        return super.ttl(key).map(remaining -> given == null ? remaining : given);
                    }
                });
    }

    private static Fault deleteAlwaysReturnsTrue() {
        return Fault.of(C_05, "delete always returns true").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public boolean delete(String key) {
                super.delete(key);
                return true;
            }
        });
    }

    private static Fault deleteAlwaysReturnsFalse() {
        return Fault.of(C_05, "delete always returns false").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public boolean delete(String key) {
                super.delete(key);
                return false;
            }
        });
    }

    private static Fault patternsArePrefixes() {
        return Fault.of(C_06, "deleting by pattern treats every pattern as a prefix")
                .row(8)
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        int star = pattern.indexOf('*');
                        return super.deleteMatching(star < 0 ? pattern : pattern.substring(0, star + 1));
                    }
                });
    }

    private static Fault countsDeletedKeysTwice() {
        return Fault.of(C_06, "deleting by pattern counts each key twice")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return 2 * super.deleteMatching(pattern);
                    }
                });
    }

    private static Fault countsByDifference() {
        return Fault.of(C_06, "deleting by pattern returns the difference between two key counts")
                .racy()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        long before = matching(pattern);
                        super.deleteMatching(pattern);
                        return before - matching(pattern);
                    }

                    private long matching(String pattern) {
                        return seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key))
                                .filter(this::exists)
                                .count();
                    }
                });
    }

    private static Fault stopsAfterTheFirstBatch() {
        return Fault.of(C_06, "deleting by pattern stops after the first batch")
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        super.exists("checks that the handle is open and reachable");
                        return seen().stream()
                                .filter(key -> TestGlob.matches(pattern, key))
                                .filter(this::exists)
                                .limit(BATCH)
                                .filter(super::delete)
                                .count();
                    }
                });
    }

    private static Fault setIfAbsentRenewsTheTtl() {
        return Fault.of(C_12, "setIfAbsent renews the TTL of an existing key")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        boolean created = super.setIfAbsent(key, value, ttl);
                        if (!created) {
                            super.expire(key, ttl);
                        }
                        return created;
                    }
                });
    }

    private static Fault setIfAbsentIsNotAtomic() {
        return Fault.of(C_12, "setIfAbsent checks and sets in two steps")
                .racy()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        if (super.exists(key)) {
                            return super.setIfAbsent(key, value, ttl);
                        }
                        Thread.yield();
                        super.set(key, value, ttl);
                        return true;
                    }
                });
    }

    private static Fault setIfAbsentLosesTheTtl() {
        return Fault.of(C_12, "setIfAbsent sets the TTL in a second step that never takes place")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        boolean created = super.setIfAbsent(key, value, ttl);
                        if (created) {
                            super.set(key, value);
                        }
                        return created;
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtlOverwrites() {
        return Fault.of(C_12, "setIfAbsent without a TTL overwrites an existing key")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        boolean created = !super.exists(key);
                        super.set(key, value);
                        return created;
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtlRemovesTheExpiry() {
        return Fault.of(C_12, "setIfAbsent without a TTL removes the expiry of an existing key")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        boolean created = super.setIfAbsent(key, value);
                        if (!created) {
                            super.get(key).ifPresent(held -> super.set(key, held));
                        }
                        return created;
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtlIsNotAtomic() {
        return Fault.of(C_12, "setIfAbsent without a TTL checks and sets in two steps")
                .racy()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        if (super.exists(key)) {
                            return super.setIfAbsent(key, value);
                        }
                        Thread.yield();
                        super.set(key, value);
                        return true;
                    }
                });
    }

    private static Fault expireOnlyShortens() {
        return Fault.of(C_14, "expire can shorten a TTL but not extend it")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        Optional<Duration> remaining = super.ttl(key);
                        return remaining.isPresent() && remaining.get().compareTo(ttl) < 0 || super.expire(key, ttl);
                    }
                });
    }

    private static Fault expireIgnoresKeysWithATtl() {
        return Fault.of(C_14, "expire ignores a key that already has a TTL")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        return super.ttl(key).isPresent() || super.expire(key, ttl);
                    }
                });
    }

    private static Fault expireCreatesAbsentKeys() {
        return Fault.of(C_14, "expire creates an absent key").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public boolean expire(String key, Duration ttl) {
                boolean existed = super.expire(key, ttl);
                if (!existed) {
                    super.set(key, new byte[0], ttl);
                }
                return existed;
            }
        });
    }
}
