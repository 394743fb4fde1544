// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets each handle set TTLs, and lets all handles use the names that have them, at several moments before the TTLs end
 * and at the instant at which they end. Every handle must go by the one clock of the backend, and not by its own.
 */
public final class HandleClockCalls {

    private static final int TTL = 10;

    private static final List<Duration> BEFORE_THE_END = List.of(
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMillis(1),
            Duration.ofNanos(1));

    private HandleClockCalls() {}

    /** Makes the calls. Does nothing unless time passes. */
    public static void generate(Calls calls) {
        if (!calls.timePasses()) {
            return;
        }
        Duration ttl = calls.units(TTL);
        for (int giver = 0; giver < Calls.NODES; giver++) {
            give(calls, giver, ttl);
        }
        Duration now = Duration.ZERO;
        for (Duration before : moments(calls, ttl)) {
            Duration moment = ttl.minus(before);
            calls.sequence().advance(moment.minus(now));
            useAll(calls, ttl);
            now = moment;
        }
        calls.sequence().advance(ttl.minus(now));
        for (int giver = 0; giver < Calls.NODES; giver++) {
            for (int user = 0; user < Calls.NODES; user++) {
                read(calls, user, giver);
            }
        }
        useAll(calls, ttl);
    }

    private static List<Duration> moments(Calls calls, Duration ttl) {
        return calls.passing() == Passing.EXACT
                ? BEFORE_THE_END.stream()
                        .filter(before -> before.compareTo(ttl) < 0)
                        .toList()
                : IntStream.of(3, 2, 1).mapToObj(calls::units).toList();
    }

    private static void give(Calls calls, int giver, Duration ttl) {
        calls.on(giver).cache().set("set by " + giver, utf8("5"), ttl);
        calls.on(giver).cache().increment("counted by " + giver, 5, ttl);
        calls.on(giver).leaderElection().tryAcquire("won by " + giver, "node " + giver, ttl);
        calls.on(giver).clusterMembership().register("registered by " + giver, Map.of(), ttl);
    }

    private static void useAll(Calls calls, Duration ttl) {
        for (int giver = 0; giver < Calls.NODES; giver++) {
            for (int user = 0; user < Calls.NODES; user++) {
                use(calls, user, giver, ttl);
                read(calls, user, giver);
            }
        }
    }

    /** Makes calls that change nothing until the TTLs have ended. */
    private static void use(Calls calls, int user, int giver, Duration ttl) {
        for (String key : List.of("set by " + giver, "counted by " + giver)) {
            calls.on(user).cache().setIfAbsent(key, utf8("other"), ttl);
            calls.on(user).cache().replace(key, utf8("no value"), utf8("other"));
            calls.on(user).cache().delete(key, utf8("no value"));
        }
        calls.on(user).leaderElection().tryAcquire("won by " + giver, "candidate", ttl);
        calls.on(user).leaderElection().release("won by " + giver, "nobody");
    }

    private static void read(Calls calls, int user, int giver) {
        calls.on(user).cache().get("set by " + giver);
        calls.on(user).cache().exists("counted by " + giver);
        calls.on(user).cache().ttl("set by " + giver);
        calls.on(user).leaderElection().currentLeader("won by " + giver);
        calls.on(user).clusterMembership().metadata("registered by " + giver);
        calls.on(user).clusterMembership().activeNodes();
    }
}
