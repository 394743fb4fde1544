// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_03;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.M_01;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Defects in which an operation that must leave the expiry alone restores the full TTL, as in a cache with an idle timeout. */
final class SlidingExpiryFaults {

    private SlidingExpiryFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (String operation : List.of("get", "exists", "ttl", "setIfAbsent", "conditional delete")) {
            all.add(Fault.of(rule(operation), operation + " restores the full TTL of a key")
                    .rare()
                    .cache((correct, context) -> Interceptor.around(
                            correct,
                            sliding(
                                    operation,
                                    List.of("set with a TTL", "setIfAbsent with a TTL", "expire"),
                                    (name, ttl) -> context.correct.cache().expire(name, ttl),
                                    context))));
        }
        all.add(Fault.of(L_03, "currentLeader restores the full TTL of the term")
                .rare()
                .elections((correct, context) -> Interceptor.around(
                        correct,
                        sliding(
                                "currentLeader",
                                List.of("tryAcquire"),
                                (election, ttl) -> renew(context.correct.leaderElection(), election, ttl),
                                context))));
        all.add(Fault.of(L_03, "a refused candidate renews the holder's term with the candidate's TTL")
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("tryAcquire") && Optional.empty().equals(result)) {
                        renew((LeaderElection) call.correct(), call.name(), call.ttl());
                    }
                    return result;
                })));
        all.add(Fault.of(M_01, "metadata restores the full TTL of the node")
                .rare()
                .cluster((correct, context) -> Interceptor.around(
                        correct,
                        sliding(
                                "metadata",
                                List.of("register", "heartbeat"),
                                (node, ttl) ->
                                        context.correct.clusterMembership().heartbeat(node, ttl),
                                context))));
        all.add(listing());
        return all;
    }

    private static Rule rule(String operation) {
        return switch (operation) {
            case "setIfAbsent" -> C_12;
            case "conditional delete" -> C_15;
            default -> C_03;
        };
    }

    private static void renew(LeaderElection elections, String election, Duration ttl) {
        elections.currentLeader(election).ifPresent(term -> elections.renew(term, ttl));
    }

    /** Remembers the TTLs that the {@code giving} operations set, and sets them again after {@code operation}. */
    private static Interceptor sliding(
            String operation, List<String> giving, BiConsumer<String, Duration> giveAgain, FaultContext context) {
        return call -> {
            Object result = call.proceed();
            if (giving.contains(call.operation())) {
                context.put("TTL of " + call.arguments()[0], call.ttl());
            } else if (call.is(operation)) {
                Duration ttl = context.get("TTL of " + call.name(), Duration.class);
                if (ttl != null
                        && (!(call.correct() instanceof SharedCache cache)
                                || cache.ttl(call.name()).isPresent())) {
                    giveAgain.accept(call.name(), ttl);
                }
            }
            return result;
        };
    }

    private static Fault listing() {
        return Fault.of(M_01, "members restores the full TTL of every node")
                .rare()
                .cluster((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("register") || call.is("heartbeat")) {
                        context.put("TTL of " + call.name(), call.ttl());
                    } else if (call.is("members")) {
                        ClusterMembership cluster = context.correct.clusterMembership();
                        cluster.activeNodes().forEach(node -> {
                            Duration ttl = context.get("TTL of " + node, Duration.class);
                            if (ttl != null) {
                                cluster.heartbeat(node, ttl);
                            }
                        });
                    }
                    return result;
                }));
    }
}
