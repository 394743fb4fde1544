// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.L_01;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_05;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Defects in which a node is taken for the leader because its id resembles the leader's. */
final class SimilarNodeFaults {

    /** The conditions under which the leader's id and a given one are taken for the same. */
    private static final Map<String, BiPredicate<String, String>> SAME = Map.of(
            "the part of the leader's id before a colon", (leader, given) -> leader.startsWith(given + ":"),
            "the beginning of the leader's id", (leader, given) -> leader.startsWith(given),
            "an id that begins with the leader's", (leader, given) -> given.startsWith(leader),
            "the end of the leader's id", (leader, given) -> leader.endsWith(given),
            "the leader's id with different capitalization", String::equalsIgnoreCase);

    private SimilarNodeFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(SAME).forEach((what, same) -> {
            all.add(confusing(L_05, "release by id", what, same));
            all.add(confusing(L_05, "release", what, same));
            all.add(confusing(L_03, "renew", what, same));
            all.add(confusing(L_01, "tryAcquire", what, same));
        });
        return all;
    }

    private static Fault confusing(Rule rule, String operation, String what, BiPredicate<String, String> same) {
        return Fault.of(rule, operation + " takes " + what + " for the leader")
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    Object[] arguments = call.arguments();
                    if (operation(call).equals(operation)) {
                        if (arguments[0] instanceof Leadership given) {
                            correct.currentLeader(given.election())
                                    .filter(leader -> same.test(leader.nodeId(), given.nodeId()))
                                    .ifPresent(leader -> arguments[0] =
                                            new Leadership(given.election(), leader.nodeId(), given.fencingToken()));
                        } else if (isName(arguments[0]) && isName(arguments[1])) {
                            leader(correct.currentLeader((String) arguments[0]), (String) arguments[1], same)
                                    .ifPresent(leader -> arguments[1] = leader);
                        }
                    }
                    return call.proceed();
                }));
    }

    private static String operation(Interceptor.Call call) {
        return call.is("release") && call.arguments().length == 2 ? "release by id" : call.operation();
    }

    private static boolean isName(Object name) {
        return name instanceof String text && !text.isEmpty();
    }

    private static Optional<String> leader(Optional<Leadership> term, String given, BiPredicate<String, String> same) {
        return term.map(Leadership::nodeId).filter(leader -> same.test(leader, given));
    }
}
