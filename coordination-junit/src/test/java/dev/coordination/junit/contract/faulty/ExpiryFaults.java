// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_03;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Defects in which a single operation ignores that a key has expired, or a key expires too late or too early. */
final class ExpiryFaults {

    private ExpiryFaults() {}

    static List<Fault> all() {
        return List.of(
                get(),
                exists(),
                ttl(),
                delete(),
                deleteExpected(),
                expire(),
                replace(),
                setIfAbsent(),
                setIfAbsentWithoutTtl(),
                increment(),
                deleteMatching(),
                livesTwiceAsLong(),
                expiresEarly());
    }

    private static Fault get() {
        return Fault.of(C_03, "get returns an expired value")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).or(() -> expired(key).map(Ghost::value));
                    }
                });
    }

    private static Fault exists() {
        return Fault.of(C_03, "exists returns true for an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean exists(String key) {
                        return super.exists(key) || expired(key).isPresent();
                    }
                });
    }

    private static Fault ttl() {
        return Fault.of(C_03, "the TTL of an expired key is one millisecond")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).or(() -> expired(key).map(ghost -> Duration.ofMillis(1)));
                    }
                });
    }

    private static Fault delete() {
        return Fault.of(C_03, "delete returns true for an expired key")
                .row(9)
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean delete(String key) {
                        boolean wasThere = expired(key).isPresent();
                        return super.delete(key) || wasThere;
                    }
                });
    }

    private static Fault deleteExpected() {
        return Fault.of(C_03, "conditional delete returns true for an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        boolean wasThere = expired(key)
                                .filter(ghost -> Arrays.equals(ghost.value(), expected))
                                .isPresent();
                        return super.delete(key, expected) || wasThere;
                    }
                });
    }

    private static Fault expire() {
        return Fault.of(C_03, "expire revives an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value(), ttl));
                        return super.expire(key, ttl);
                    }
                });
    }

    private static Fault replace() {
        return Fault.of(C_03, "replace revives an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value()));
                        return super.replace(key, expected, value);
                    }
                });
    }

    private static Fault setIfAbsent() {
        return Fault.of(C_03, "setIfAbsent returns false for an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        return expired(key).isEmpty() && super.setIfAbsent(key, value, ttl);
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtl() {
        return Fault.of(C_03, "setIfAbsent without a TTL returns false for an expired key")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        return expired(key).isEmpty() && super.setIfAbsent(key, value);
                    }
                });
    }

    private static Fault increment() {
        return Fault.of(C_03, "incrementing an expired counter continues from the old value")
                .row(4)
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public long increment(String key, long delta) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value()));
                        return super.increment(key, delta);
                    }
                });
    }

    private static Fault deleteMatching() {
        return Fault.of(C_03, "deleting by pattern counts expired keys")
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        List<String> ghosts = context.valuesOf(Ghost.class).keySet().stream()
                                .flatMap(key -> key instanceof String name ? Stream.of(name) : Stream.empty())
                                .filter(key -> TestGlob.matches(pattern, key)
                                        && expired(key).isPresent())
                                .toList();
                        ghosts.forEach(this::bury);
                        return super.deleteMatching(pattern) + ghosts.size();
                    }
                });
    }

    private static Fault livesTwiceAsLong() {
        return Fault.of(C_03, "a key lives for twice its TTL")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl);
                        if (ttl.compareTo(Duration.ofDays(10_000)) < 0) {
                            super.expire(key, ttl.multipliedBy(2));
                        }
                    }

                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).map(remaining -> remaining.dividedBy(2));
                    }
                });
    }

    private static Fault expiresEarly() {
        return Fault.of(C_03, "a counter expires before its TTL has passed")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        return super.increment(
                                key, delta, ttlIfCreated.dividedBy(2).plusMillis(1));
                    }
                });
    }
}
