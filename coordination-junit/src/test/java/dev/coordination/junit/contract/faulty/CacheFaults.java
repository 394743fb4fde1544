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

/** Values and the atomic changes of one key. */
final class CacheFaults {

    private static final int BATCH = 10;

    private CacheFaults() {}

    static List<Fault> all() {
        return List.of(
                valuesAreText(),
                textIsLatin(),
                textOfHalfACharacterIsAQuestionMark(),
                emptyIsAbsent(),
                largeValuesAreCutOff(),
                overwritingKeepsTheTtl(),
                overwritingKeepsTheLongerTtl(),
                ttlInSeconds(),
                ttlOfNoExpiryIsNegative(),
                ttlDoesNotFall(),
                deletingIsAlwaysTrue(),
                deletingIsAlwaysFalse(),
                deletesAPrefix(),
                countsWhatItDidNotDelete(),
                deletesOneBatch(),
                countsByTheSizeBeforeAndAfter(),
                setIfAbsentRenewsTheTtl(),
                setIfAbsentChecksAndThenActs(),
                setIfAbsentForgetsTheTtl(),
                setIfAbsentWithoutTtlOverwrites(),
                setIfAbsentWithoutTtlDropsTheExpiry(),
                setIfAbsentWithoutTtlChecksAndThenActs(),
                expiringOnlyShortens(),
                expiringOnlyTheFirstTime(),
                expiringCreates());
    }

    private static Fault valuesAreText() {
        return Fault.of(C_01, "values are kept as text").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public void set(String key, byte[] value) {
                super.set(key, new String(value, UTF_8).getBytes(UTF_8));
            }
        });
    }

    private static Fault textIsLatin() {
        return Fault.of(C_01, "text is read as Latin-1").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public Optional<String> getText(String key) {
                return super.get(key).map(value -> new String(value, ISO_8859_1));
            }
        });
    }

    private static Fault textOfHalfACharacterIsAQuestionMark() {
        return Fault.of(C_01, "half a character of text is stored as a question mark")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public void setText(String key, String text) {
                        super.set(key, text.getBytes(UTF_8));
                    }
                });
    }

    private static Fault emptyIsAbsent() {
        return Fault.of(C_01, "an empty value is none").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public Optional<byte[]> get(String key) {
                return super.get(key).filter(value -> value.length > 0);
            }
        });
    }

    private static Fault largeValuesAreCutOff() {
        return Fault.of(C_01, "a value ends after 512 KiB").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public void set(String key, byte[] value) {
                super.set(key, Arrays.copyOf(value, Math.min(value.length, 512 * 1024)));
            }
        });
    }

    private static Fault overwritingKeepsTheTtl() {
        return Fault.of(C_02, "overwriting keeps the TTL").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public void set(String key, byte[] value) {
                Optional<Duration> left = super.ttl(key);
                super.set(key, value);
                left.ifPresent(ttl -> super.expire(key, ttl));
            }
        });
    }

    private static Fault overwritingKeepsTheLongerTtl() {
        return Fault.of(C_02, "overwriting keeps the longer TTL").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public void set(String key, byte[] value, Duration ttl) {
                Optional<Duration> left = super.ttl(key);
                super.set(key, value, ttl);
                left.filter(longer -> longer.compareTo(ttl) > 0).ifPresent(longer -> super.expire(key, longer));
            }
        });
    }

    private static Fault ttlInSeconds() {
        return Fault.of(C_04, "the remaining TTL is in whole seconds")
                .row(6)
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).map(ttl -> Duration.ofSeconds(ttl.toSeconds()));
                    }
                });
    }

    private static Fault ttlOfNoExpiryIsNegative() {
        return Fault.of(C_04, "the TTL of a key without one is -1").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public Optional<Duration> ttl(String key) {
                Optional<Duration> ttl = super.ttl(key);
                return ttl.isEmpty() && exists(key) ? Optional.of(Duration.ofSeconds(-1)) : ttl;
            }
        });
    }

    private static Fault ttlDoesNotFall() {
        return Fault.of(C_04, "the TTL is the one that was given").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public void set(String key, byte[] value, Duration ttl) {
                super.set(key, value, ttl);
                world.note(key, ttl);
            }

            @Override
            public Optional<Duration> ttl(String key) {
                Duration given = world.noted(key, Duration.class);
                return super.ttl(key).map(left -> given == null ? left : given);
            }
        });
    }

    private static Fault deletingIsAlwaysTrue() {
        return Fault.of(C_05, "deleting is always true").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean delete(String key) {
                super.delete(key);
                return true;
            }
        });
    }

    private static Fault deletingIsAlwaysFalse() {
        return Fault.of(C_05, "deleting never tells that the key was there")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key) {
                        super.delete(key);
                        return false;
                    }
                });
    }

    private static Fault deletesAPrefix() {
        return Fault.of(C_06, "deleting by pattern knows a prefix only")
                .row(8)
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long deleteMatching(String pattern) {
                        int star = pattern.indexOf('*');
                        return super.deleteMatching(star < 0 ? pattern : pattern.substring(0, star + 1));
                    }
                });
    }

    private static Fault countsWhatItDidNotDelete() {
        return Fault.of(C_06, "deleting by pattern counts each key twice")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long deleteMatching(String pattern) {
                        return 2 * super.deleteMatching(pattern);
                    }
                });
    }

    private static Fault countsByTheSizeBeforeAndAfter() {
        return Fault.of(C_06, "deleting by pattern counts by how many keys there are before and after")
                .racy()
                .cache((right, world) -> new KeyWatchingCache(right, world) {
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

    private static Fault deletesOneBatch() {
        return Fault.of(C_06, "deleting by pattern ends with the first batch")
                .cache((right, world) -> new KeyWatchingCache(right, world) {
                    @Override
                    public long deleteMatching(String pattern) {
                        Arguments.pattern(pattern);
                        super.exists("whether the handle is closed or has no backend");
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
        return Fault.of(C_12, "setting if absent gives a key that is there a new TTL")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault setIfAbsentChecksAndThenActs() {
        return Fault.of(C_12, "setting if absent looks first and sets afterwards")
                .racy()
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault setIfAbsentForgetsTheTtl() {
        return Fault.of(C_12, "setting if absent gives the TTL in a second step, which may be lost")
                .cache((right, world) -> new ForwardingCache(right) {
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
        return Fault.of(C_12, "setting if absent without a TTL overwrites")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        boolean created = !super.exists(key);
                        super.set(key, value);
                        return created;
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtlDropsTheExpiry() {
        return Fault.of(C_12, "setting if absent without a TTL takes that of a key that is there")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault setIfAbsentWithoutTtlChecksAndThenActs() {
        return Fault.of(C_12, "setting if absent without a TTL looks first and sets afterwards")
                .racy()
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault expiringOnlyShortens() {
        return Fault.of(C_14, "expiring only shortens").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean expire(String key, Duration ttl) {
                Optional<Duration> left = super.ttl(key);
                return left.isPresent() && left.get().compareTo(ttl) < 0 || super.expire(key, ttl);
            }
        });
    }

    private static Fault expiringOnlyTheFirstTime() {
        return Fault.of(C_14, "expiring leaves a key alone that has a TTL")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        return super.ttl(key).isPresent() || super.expire(key, ttl);
                    }
                });
    }

    private static Fault expiringCreates() {
        return Fault.of(C_14, "expiring a key that is not there creates it")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        boolean there = super.expire(key, ttl);
                        if (!there) {
                            super.set(key, new byte[0], ttl);
                        }
                        return there;
                    }
                });
    }
}
