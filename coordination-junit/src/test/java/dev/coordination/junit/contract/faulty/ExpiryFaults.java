// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_03;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Operations that each forget, alone, that a key has expired. */
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
                lastsAMoment(),
                endsEarly());
    }

    private static Fault get() {
        return Fault.of(C_03, "get returns what has expired").cache((right, world) -> new GhostCache(right, world) {
            @Override
            public Optional<byte[]> get(String key) {
                return super.get(key).or(() -> expired(key).map(Ghost::value));
            }
        });
    }

    private static Fault exists() {
        return Fault.of(C_03, "exists counts what has expired").cache((right, world) -> new GhostCache(right, world) {
            @Override
            public boolean exists(String key) {
                return super.exists(key) || expired(key).isPresent();
            }
        });
    }

    private static Fault ttl() {
        return Fault.of(C_03, "the TTL of an expired key is one millisecond")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).or(() -> expired(key).map(ghost -> Duration.ofMillis(1)));
                    }
                });
    }

    private static Fault delete() {
        return Fault.of(C_03, "deleting an expired key says deleted")
                .row(9)
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public boolean delete(String key) {
                        boolean wasThere = expired(key).isPresent();
                        return super.delete(key) || wasThere;
                    }
                });
    }

    private static Fault deleteExpected() {
        return Fault.of(C_03, "deleting an expired key that holds what is expected says deleted")
                .cache((right, world) -> new GhostCache(right, world) {
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
        return Fault.of(C_03, "expiring an expired key revives it")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value(), ttl));
                        return super.expire(key, ttl);
                    }
                });
    }

    private static Fault replace() {
        return Fault.of(C_03, "replacing an expired value revives the key")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value()));
                        return super.replace(key, expected, value);
                    }
                });
    }

    private static Fault setIfAbsent() {
        return Fault.of(C_03, "an expired key is in the way of setting if absent")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        return expired(key).isEmpty() && super.setIfAbsent(key, value, ttl);
                    }
                });
    }

    private static Fault setIfAbsentWithoutTtl() {
        return Fault.of(C_03, "an expired key is in the way of setting if absent without a TTL")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        return expired(key).isEmpty() && super.setIfAbsent(key, value);
                    }
                });
    }

    private static Fault increment() {
        return Fault.of(C_03, "incrementing an expired counter goes on from the old value")
                .row(4)
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public long increment(String key, long delta) {
                        expired(key).ifPresent(ghost -> super.set(key, ghost.value()));
                        return super.increment(key, delta);
                    }
                });
    }

    private static Fault deleteMatching() {
        return Fault.of(C_03, "deleting by pattern counts what has expired")
                .cache((right, world) -> new GhostCache(right, world) {
                    @Override
                    public long deleteMatching(String pattern) {
                        List<String> ghosts = world.notes(Ghost.class).keySet().stream()
                                .flatMap(key -> key instanceof String name ? Stream.of(name) : Stream.empty())
                                .filter(key -> TestGlob.matches(pattern, key)
                                        && expired(key).isPresent())
                                .toList();
                        ghosts.forEach(this::bury);
                        return super.deleteMatching(pattern) + ghosts.size();
                    }
                });
    }

    private static Fault lastsAMoment() {
        return Fault.of(C_03, "a key lasts twice as long as it should")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl);
                        if (ttl.compareTo(Duration.ofDays(10_000)) < 0) {
                            super.expire(key, ttl.multipliedBy(2));
                        }
                    }

                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key).map(left -> left.dividedBy(2));
                    }
                });
    }

    private static Fault endsEarly() {
        return Fault.of(C_03, "a counter's key is gone before its TTL")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        return super.increment(
                                key, delta, ttlIfCreated.dividedBy(2).plusMillis(1));
                    }
                });
    }
}
