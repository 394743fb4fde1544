// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Defects of some TTLs that show only on a name that is in use or was used before: in updates, not in inserts. */
final class LaterTtlFaults {

    private static final Map<String, Rule> AFTER_AN_END = new TreeMap<>(Map.of(
            "setIfAbsent with a TTL", C_12,
            "increment with a TTL", C_08,
            "tryAcquire", L_03,
            "register", M_01));

    private LaterTtlFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        AFTER_AN_END.forEach((operation, rule) -> {
            all.add(fault(
                    rule,
                    operation,
                    "is capped at 49 days on a name that was used before",
                    Again.AFTER_AN_END,
                    most(49)));
            all.add(fault(
                    G_02,
                    operation,
                    "is truncated on a name that was used before",
                    Again.AFTER_AN_END,
                    LaterTtlFaults::truncated));
        });
        all.add(fault(
                C_02, "set with a TTL", "is capped at 24 days when it overwrites a value", Again.PRESENT, most(24)));
        all.add(fault(
                C_02, "set with a TTL", "is capped at a year when it overwrites a TTL", Again.EXPIRING, most(366)));
        all.add(fault(
                G_02,
                "set with a TTL",
                "is truncated when it overwrites a value",
                Again.PRESENT,
                LaterTtlFaults::truncated));
        all.add(fault(C_14, "expire", "is capped at 24 days when it replaces a TTL", Again.EXPIRING, most(24)));
        all.add(fault(
                G_02, "expire", "is truncated when it replaces a TTL", Again.EXPIRING, LaterTtlFaults::truncated));
        all.add(fault(L_03, "renew", "is capped at a day for a term that was renewed before", Again.REPEATED, most(1)));
        all.add(fault(M_03, "heartbeat", "is capped at 24 days after another heartbeat", Again.REPEATED, most(24)));
        all.add(fault(
                G_02, "heartbeat", "is truncated after another heartbeat", Again.REPEATED, LaterTtlFaults::truncated));
        return all;
    }

    /** What must be true of the name for the defect to show. */
    private enum Again {
        /** It was in use, but no longer is. */
        AFTER_AN_END,
        /** The same operation was called on it before. */
        REPEATED,
        PRESENT,
        EXPIRING
    }

    private static UnaryOperator<Duration> most(int days) {
        Duration most = Duration.ofDays(days);
        return ttl -> ttl.compareTo(most) > 0 ? most : ttl;
    }

    private static Duration truncated(Duration ttl) {
        return Duration.ofMillis(Math.max(1, ttl.toMillis()));
    }

    private static Fault fault(
            Rule rule, String operation, String defect, Again again, UnaryOperator<Duration> change) {
        return Fault.of(rule, "the TTL of " + operation.replace(" with a TTL", "") + " " + defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, changing(operation, again, change, context)))
                .elections(
                        (correct, context) -> Interceptor.around(correct, changing(operation, again, change, context)))
                .cluster(
                        (correct, context) -> Interceptor.around(correct, changing(operation, again, change, context)));
    }

    private static Interceptor changing(
            String operation, Again again, UnaryOperator<Duration> change, FaultContext context) {
        return call -> {
            if (call.arguments().length == 0) {
                return call.proceed();
            }
            String name = call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
            boolean changes = call.is(operation) && isValid(call.ttl()) && holds(again, call, name, context);
            if (changes) {
                call.setLast(change.apply(call.ttl()));
            }
            Object result = call.proceed();
            if (call.is(operation)) {
                context.put(operation + " of " + name, true);
            }
            if (isPresent(call.correct(), name)) {
                context.put("used " + name, true);
            }
            return result;
        };
    }

    private static boolean holds(Again again, Interceptor.Call call, String name, FaultContext context) {
        return switch (again) {
            case AFTER_AN_END -> context.contains("used " + name) && !isPresent(call.correct(), name);
            case REPEATED -> context.contains(call.operation() + " of " + name);
            case PRESENT -> isPresent(call.correct(), name);
            case EXPIRING -> ((SharedCache) call.correct()).ttl(name).isPresent();
        };
    }

    /** Returns whether a name is in use now. */
    private static boolean isPresent(Object area, String name) {
        try {
            if (area instanceof SharedCache cache) {
                return cache.exists(name);
            }
            if (area instanceof LeaderElection elections) {
                return elections.currentLeader(name).isPresent();
            }
            return area instanceof ClusterMembership cluster
                    && cluster.metadata(name).isPresent();
        } catch (IllegalArgumentException | NullPointerException e) {
            return false; // The name is refused.
        }
    }

    private static boolean isValid(Duration ttl) {
        return ttl != null && !ttl.isNegative() && !ttl.isZero() && ttl.compareTo(Duration.ofDays(36_500)) <= 0;
    }
}
