// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Defects that show only with TTLs of certain sizes, each in a single operation. */
final class TtlSizeFaults {

    private static final Map<String, Rule> RULES = Map.of(
            "set with a TTL", C_02,
            "setIfAbsent with a TTL", C_12,
            "increment with a TTL", C_08,
            "expire", C_14,
            "tryAcquire", L_03,
            "renew", L_03,
            "register", M_01,
            "heartbeat", M_03);

    private TtlSizeFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(RULES).forEach((operation, rule) -> {
            all.add(changing(
                    rule,
                    operation,
                    "is capped at 24.8 days",
                    ttl -> atMost(ttl, Duration.ofMillis(Integer.MAX_VALUE))));
            all.add(changing(rule, operation, "is counted in 32 bits", TtlSizeFaults::in32Bits));
            all.add(changing(G_02, operation, "loses the fraction of a millisecond", TtlSizeFaults::truncated));
            all.add(changing(
                    G_02, operation, "is rounded up in floating-point arithmetic", TtlSizeFaults::inFloatingPoint));
            all.add(changing(rule, operation, "is capped at ten years", ttl -> atMost(ttl, Duration.ofDays(3_650))));
        });
        for (Duration most : List.of(Duration.ofMillis(Integer.MAX_VALUE), Duration.ofDays(365))) {
            all.add(changing(
                    L_02,
                    "tryAcquire",
                    "by the holder is capped at " + most.toDays() + " days",
                    TtlSizeFaults::isByTheHolder,
                    ttl -> atMost(ttl, most)));
            all.add(changing(
                    M_02,
                    "register",
                    "of an active node is capped at " + most.toDays() + " days",
                    TtlSizeFaults::isAgain,
                    ttl -> atMost(ttl, most)));
        }
        return all;
    }

    private static boolean isByTheHolder(Interceptor.Call call) {
        return ((LeaderElection) call.correct())
                .currentLeader(call.name())
                .filter(leader -> leader.nodeId().equals(call.arguments()[1]))
                .isPresent();
    }

    private static boolean isAgain(Interceptor.Call call) {
        return ((ClusterMembership) call.correct()).metadata(call.name()).isPresent();
    }

    private static Fault changing(Rule rule, String operation, String defect, UnaryOperator<Duration> change) {
        return changing(rule, operation, defect, call -> true, change);
    }

    private static Fault changing(
            Rule rule,
            String operation,
            String defect,
            Predicate<Interceptor.Call> condition,
            UnaryOperator<Duration> change) {
        Interceptor interceptor = call -> {
            if (call.is(operation) && isValid(call.ttl()) && condition.test(call)) {
                call.setLast(change.apply(call.ttl()));
            }
            return call.proceed();
        };
        return Fault.of(rule, "the TTL of " + operation.replace(" with a TTL", "") + " " + defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, interceptor))
                .elections((correct, context) -> Interceptor.around(correct, interceptor))
                .cluster((correct, context) -> Interceptor.around(correct, interceptor));
    }

    private static boolean isValid(Duration ttl) {
        return ttl != null && !ttl.isNegative() && !ttl.isZero() && ttl.compareTo(Duration.ofDays(36_500)) <= 0;
    }

    private static Duration atMost(Duration ttl, Duration most) {
        return ttl.compareTo(most) > 0 ? most : ttl;
    }

    private static Duration in32Bits(Duration ttl) {
        return Duration.ofMillis(Math.max(1, Arguments.ttlMillis(ttl, "ttl") & 0xffff_ffffL));
    }

    private static Duration inFloatingPoint(Duration ttl) {
        return Duration.ofMillis((long) Math.ceil(ttl.toNanos() / 1e6));
    }

    private static Duration truncated(Duration ttl) {
        return Duration.ofMillis(Math.max(1, ttl.toMillis()));
    }
}
