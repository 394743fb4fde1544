// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.G_06;
import static dev.coordination.junit.contract.Rule.G_07;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Defects that show only beyond a certain number of handles or subscriptions, or in calls that an adapter can answer
 * without its backend.
 */
final class HandleNumberFaults {

    private HandleNumberFaults() {}

    static List<Fault> all() {
        return List.of(
                closingForgetsAfter(12, Topic.Kind.PATTERN),
                closingForgetsAfter(50, Topic.Kind.CHANNEL),
                closingForgetsAfter(500, Topic.Kind.CHANNEL),
                laterHandlesRemember("values", "get", 16),
                laterHandlesRemember("whether keys exist", "exists", 3),
                laterHandlesRemember("leaders", "currentLeader", 100),
                laterHandlesRemember("members", "members", 16),
                laterHandlesRemember("active nodes", "activeNodes", 50),
                isAnsweredWithoutBackend(
                        "increment by 0", "increment", call -> call.last().equals(0L), 0L),
                isAnsweredWithoutBackend(
                        "deleteMatching with an empty class",
                        "deleteMatching",
                        call -> call.name().endsWith("[]"),
                        0L),
                isAnsweredWithoutBackend(
                        "replace of an empty value with itself",
                        "replace",
                        call -> call.arguments()[1] == call.last() && ((byte[]) call.last()).length == 0,
                        false),
                isAnsweredWithoutBackend(
                        "a conditional delete of an empty value",
                        "conditional delete",
                        call -> ((byte[]) call.last()).length == 0,
                        false));
    }

    private static Fault closingForgetsAfter(int most, Topic.Kind kind) {
        return Fault.of(
                        G_05,
                        "closing a handle closes only the first " + most + " of its "
                                + kind.name().toLowerCase(Locale.ROOT) + " subscriptions")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final AtomicInteger opened = new AtomicInteger();

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription own = super.subscribe(topics);
                        boolean counts = topics.stream().anyMatch(topic -> topic.kind() == kind);
                        if (!counts || opened.incrementAndGet() <= most) {
                            return own;
                        }
                        own.close();
                        return context.correct.pubSub().subscribe(topics);
                    }
                });
    }

    /** Handles after the first {@code after} remember the results of a query until the clock moves. */
    private static Fault laterHandlesRemember(String what, String operation, int after) {
        return Fault.of(G_07, "handles after the first " + after + " remember " + what)
                .rare()
                .handle((correct, context) -> {
                    context.list("handles").add(correct);
                    if (context.list("handles").size() <= after) {
                        return correct;
                    }
                    Object own = new Object();
                    Interceptor remembering = call -> {
                        if (!call.is(operation)) {
                            return call.proceed();
                        }
                        List<Object> key = List.of(own, context.now(), List.of(call.arguments()));
                        Optional<?> known = context.get(key, Optional.class);
                        if (known == null) {
                            known = Optional.ofNullable(call.proceed());
                            context.put(key, known);
                        }
                        return known.orElse(null);
                    };
                    return new ForwardingCoordination(
                            correct,
                            Interceptor.around(correct.cache(), remembering),
                            correct.pubSub(),
                            Interceptor.around(correct.leaderElection(), remembering),
                            Interceptor.around(correct.clusterMembership(), remembering));
                });
    }

    private static Fault isAnsweredWithoutBackend(
            String what, String operation, Predicate<Interceptor.Call> known, Object answer) {
        return Fault.of(G_06, what + " returns a result although the backend is unreachable")
                .rare()
                .unreachable((correct, context) -> answering(correct, operation, known, answer));
    }

    private static DistributedCoordination answering(
            DistributedCoordination correct, String operation, Predicate<Interceptor.Call> known, Object answer) {
        return new ForwardingCoordination(
                correct,
                Interceptor.around(correct.cache(), call -> {
                    try {
                        return call.proceed();
                    } catch (CoordinationUnavailableException e) {
                        if (call.is(operation) && known.test(call)) {
                            return answer;
                        }
                        throw e;
                    }
                }),
                correct.pubSub(),
                correct.leaderElection(),
                correct.clusterMembership());
    }
}
