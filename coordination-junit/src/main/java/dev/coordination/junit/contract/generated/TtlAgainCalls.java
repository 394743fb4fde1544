// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Gives a TTL, and gives the same or a similar TTL again when some part of the first has passed: no part is too small
 * to count. Reads at once, at the first deadline, just before the second, and at the second.
 */
public final class TtlAgainCalls implements Generator {

    private static final int FIRST = 1_000;
    private static final List<Integer> AGAIN = List.of(FIRST, FIRST - 50, FIRST + 50);

    /** After how many units a TTL is given again. */
    private static final List<Integer> PASSED = List.of(0, 1, 20, 60, 120, 260, 400, 600, 990);

    /** Less than the time for which an adapter might remember that it has set a TTL. */
    private static final Duration SHORTLY = Duration.ofMillis(99);

    private final TtlCalls.Giving first;
    private final TtlCalls.Giving again;
    private final TtlCalls.Reading reading;

    private TtlAgainCalls(TtlCalls.Giving first, TtlCalls.Giving again, TtlCalls.Reading reading) {
        this.first = first;
        this.again = again;
        this.reading = reading;
    }

    /** Returns a generator that sets a key again. */
    public static TtlAgainCalls ofSet() {
        return new TtlAgainCalls(TtlAgainCalls::set, TtlAgainCalls::set, EntryCalls::read);
    }

    /** Returns a generator that gives a key another TTL. */
    public static TtlAgainCalls ofExpire() {
        return new TtlAgainCalls(
                TtlAgainCalls::set, (calls, key, ttl) -> calls.cache().expire(key, ttl), EntryCalls::read);
    }

    /** Returns a generator in which the holder acquires an election again. */
    public static TtlAgainCalls ofAcquire() {
        return new TtlAgainCalls(TtlAgainCalls::acquire, TtlAgainCalls::acquire, TtlAgainCalls::readLeader);
    }

    /** Returns a generator that renews terms. */
    public static TtlAgainCalls ofRenew() {
        Map<String, Leadership> terms = new HashMap<>();
        return new TtlAgainCalls(
                (calls, election, ttl) -> terms.put(election, acquire(calls, election, ttl)),
                (calls, election, ttl) -> calls.elections().renew(Objects.requireNonNull(terms.get(election)), ttl),
                TtlAgainCalls::readLeader);
    }

    /** Returns a generator that registers members again. */
    public static TtlAgainCalls ofRegister() {
        return new TtlAgainCalls(TtlAgainCalls::register, TtlAgainCalls::register, TtlAgainCalls::readMember);
    }

    /** Returns a generator of heartbeats. */
    public static TtlAgainCalls ofHeartbeat() {
        return new TtlAgainCalls(
                TtlAgainCalls::register,
                (calls, node, ttl) -> calls.members().heartbeat(node, ttl),
                TtlAgainCalls::readMember);
    }

    /** Returns a generator of heartbeats that follow an earlier heartbeat on the same handle. */
    public static TtlAgainCalls ofHeartbeatAfterAnother() {
        return new TtlAgainCalls(
                (calls, node, ttl) -> {
                    register(calls, node, ttl);
                    calls.on(0).clusterMembership().heartbeat(node, ttl);
                },
                (calls, node, ttl) -> calls.on(0).clusterMembership().heartbeat(node, ttl),
                TtlAgainCalls::readMember);
    }

    /** Returns a generator that renews terms that have already been renewed on the same handle. */
    public static TtlAgainCalls ofRenewAfterAnother() {
        Map<String, Leadership> terms = new HashMap<>();
        return new TtlAgainCalls(
                (calls, election, ttl) -> {
                    terms.put(election, acquire(calls, election, ttl));
                    renew(calls, Objects.requireNonNull(terms.get(election)), ttl);
                },
                (calls, election, ttl) -> renew(calls, Objects.requireNonNull(terms.get(election)), ttl),
                TtlAgainCalls::readLeader);
    }

    private static void renew(Calls calls, Leadership term, Duration ttl) {
        calls.on(0).leaderElection().renew(term, ttl);
    }

    private static void set(Calls calls, String key, Duration ttl) {
        calls.cache().set(key, utf8("x"), ttl);
    }

    private static Leadership acquire(Calls calls, String election, Duration ttl) {
        return calls.elections().tryAcquire(election, ElectionState.A, ttl).orElseThrow();
    }

    private static void readLeader(Calls calls, String election) {
        calls.elections().currentLeader(election);
    }

    private static void register(Calls calls, String node, Duration ttl) {
        calls.members().register(node, Map.of("zone", "a"), ttl);
    }

    private static void readMember(Calls calls, String node) {
        calls.members().metadata(node);
    }

    @Override
    public void generate(Calls calls) {
        boolean exact = calls.passing() == Passing.EXACT;
        Duration margin = exact ? Duration.ofMillis(1) : calls.unit();
        TreeMap<Duration, List<Runnable>> events = new TreeMap<>();
        List<Duration> passed = Stream.concat(
                        PASSED.stream().map(calls::units),
                        exact ? Stream.of(margin, SHORTLY, calls.units(FIRST).minus(margin)) : Stream.empty())
                .toList();
        int names = 0;
        for (Duration when : passed) {
            for (int units : AGAIN) {
                String name = calls.name(names++);
                Duration end = when.plus(calls.units(units));
                at(events, Duration.ZERO, () -> first.give(calls, name, calls.units(FIRST)));
                at(events, when, () -> again.give(calls, name, calls.units(units)));
                for (Duration time : List.of(when, calls.units(FIRST), end.minus(margin), end)) {
                    if (time.compareTo(when) >= 0) {
                        at(events, time, () -> reading.read(calls, name));
                    }
                }
            }
        }
        Duration now = Duration.ZERO;
        for (var event : events.entrySet()) {
            if (!event.getKey().equals(now)) {
                if (!calls.timePasses()) {
                    return;
                }
                calls.sequence().advance(event.getKey().minus(now));
                now = event.getKey();
            }
            event.getValue().forEach(Runnable::run);
        }
    }

    private static void at(TreeMap<Duration, List<Runnable>> events, Duration time, Runnable call) {
        events.computeIfAbsent(time, unused -> new ArrayList<>()).add(call);
    }
}
