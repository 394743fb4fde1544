// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.L_05;
import static dev.coordination.junit.contract.Rule.T_01;

import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Defects in which a TTL ends early or late because a handle uses its own clock, its memory, or the remaining TTL. */
final class HandleClockFaults {

    private static final Map<String, Rule> KEEPING = new TreeMap<>(Map.of(
            "increment", C_08,
            "setIfAbsent", C_12,
            "replace", C_13,
            "conditional delete", C_15));

    private HandleClockFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        KEEPING.forEach((operation, rule) -> all.add(setsTheRemainingTtl(operation, rule)));
        for (int millis : List.of(1, 10, 100)) {
            all.add(clockThatIsFast(millis));
            all.add(cacheWhoseClockIsFast(millis));
        }
        all.add(remembersTheTtlOfACounter());
        all.add(renewsAReleasedTerm());
        return all;
    }

    private static Fault setsTheRemainingTtl(String operation, Rule rule) {
        return Fault.of(rule, operation + " sets the TTL of a key to its remaining TTL in whole milliseconds")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Optional<Duration> left = call.is(operation) ? correct.ttl(call.name()) : Optional.empty();
                    Object result = call.proceed();
                    left.ifPresent(ttl -> correct.expire(call.name(), ttl));
                    return result;
                }));
    }

    /** When a term or a key ends, and the handle that set that end. */
    private record Lease(Object handle, Instant end) {

        /** Returns whether another handle, whose clock is fast, considers this lease over. */
        boolean isOverFor(Object other, Instant now, int millisFast) {
            return handle != other && !end.minusMillis(millisFast).isAfter(now);
        }
    }

    private static Fault clockThatIsFast(int millis) {
        return Fault.of(T_01, "a handle takes over the term of another handle " + millis + " ms before the term ends")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Lease lease = context.get("lease of " + election, Lease.class);
                        if (lease != null && lease.isOverFor(this, context.now(), millis)) {
                            super.currentLeader(election)
                                    .filter(term -> !term.nodeId().equals(nodeId))
                                    .ifPresent(super::release);
                        }
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isPresent()) {
                            context.put("lease of " + election, new Lease(this, context.after(ttl)));
                        }
                        return won;
                    }
                });
    }

    private static Fault cacheWhoseClockIsFast(int millis) {
        return Fault.of(
                        T_01,
                        "a handle stops seeing the key of another handle " + millis + " ms before the key expires")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, ttl);
                        context.put("lease of " + key, new Lease(this, context.after(ttl)));
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        Lease lease = context.get("lease of " + key, Lease.class);
                        boolean ends = super.ttl(key)
                                .filter(left -> left.compareTo(Duration.ofMillis(millis)) <= 0)
                                .isPresent();
                        return ends && lease != null && lease.isOverFor(this, context.now(), millis)
                                ? Optional.empty()
                                : value;
                    }
                });
    }

    private static Fault remembersTheTtlOfACounter() {
        return Fault.of(
                        C_08,
                        "a handle creates a counter again without a TTL while the earlier TTL would still be running")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private final Map<String, Instant> given = new ConcurrentHashMap<>();

                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        boolean creates = !super.exists(key);
                        boolean remembers = given.getOrDefault(key, Instant.MIN).isAfter(context.now());
                        long value = super.increment(key, delta, ttlIfCreated);
                        if (creates && remembers) {
                            withoutTtl(correct, key);
                        } else if (creates) {
                            given.put(key, context.after(ttlIfCreated));
                        }
                        return value;
                    }
                });
    }

    private static void withoutTtl(SharedCache cache, String key) {
        cache.get(key).ifPresent(value -> cache.set(key, value));
    }

    private static Fault renewsAReleasedTerm() {
        return Fault.of(L_05, "a term that was released by node id can be renewed while the election is free")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        Optional<Leadership> held = super.currentLeader(election);
                        boolean released = super.release(election, nodeId);
                        if (released) {
                            held.ifPresent(term -> context.put("released " + term, true));
                        }
                        return released;
                    }

                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(held, ttl)
                                || context.contains("released " + held)
                                        && super.currentLeader(held.election()).isEmpty();
                    }
                });
    }
}
