// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.G_01;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_05;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_05;
import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_09;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Defects in which null is accepted, or refused without a message that says what was null. */
final class NullFaults {

    private NullFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Argument argument : ARGUMENTS) {
            all.add(argument.accepted());
        }
        all.addAll(List.of(
                unnamed(ARGUMENTS.get(0)),
                unnamed(ARGUMENTS.get(5)),
                ignoresTopicsThatAreNull(),
                subscribesWithoutListener(),
                pollsWithoutTimeout()));
        return all;
    }

    /** An argument of a method of an area. */
    private record Argument(Rule rule, String method, int parameters, int index, String name) {

        boolean isNullIn(Interceptor.Call call) {
            Class<?>[] types = call.method().getParameterTypes();
            return call.method().getName().equals(method)
                    && types.length == parameters
                    && call.arguments()[index] == null;
        }

        Fault accepted() {
            return planted(
                    method + " accepts null as argument " + (index + 1) + " of " + parameters + " (" + name + ")",
                    call -> {
                        Class<?> type = call.method().getReturnType();
                        return type == boolean.class ? false : type == long.class ? (Object) 0L : null;
                    });
        }

        Fault planted(String defect, Interceptor instead) {
            Interceptor interceptor = call -> isNullIn(call) ? instead.call(call) : call.proceed();
            return Fault.of(rule, defect)
                    .rare()
                    .cache((correct, context) -> Interceptor.around(correct, interceptor))
                    .elections((correct, context) -> Interceptor.around(correct, interceptor))
                    .cluster((correct, context) -> Interceptor.around(correct, interceptor))
                    .pubSub((correct, context) -> Interceptor.around(correct, interceptor));
        }
    }

    private static final List<Argument> ARGUMENTS = List.of(
            new Argument(C_01, "set", 2, 1, "value"),
            new Argument(C_01, "set", 3, 1, "value"),
            new Argument(C_01, "setText", 2, 1, "text"),
            new Argument(C_12, "setIfAbsent", 2, 1, "value"),
            new Argument(C_12, "setIfAbsent", 3, 1, "value"),
            new Argument(C_13, "replace", 3, 1, "expected"),
            new Argument(C_13, "replace", 3, 2, "value"),
            new Argument(C_15, "delete", 2, 1, "expected"),
            new Argument(L_03, "renew", 2, 0, "held"),
            new Argument(L_05, "release", 1, 0, "held"),
            new Argument(M_05, "register", 3, 1, "metadata"),
            new Argument(S_05, "publish", 2, 1, "payload"),
            new Argument(G_01, "publish", 2, 0, "channel"),
            new Argument(G_01, "exists", 1, 0, "key"),
            new Argument(G_01, "tryAcquire", 3, 1, "nodeId"),
            new Argument(G_01, "heartbeat", 2, 0, "nodeId"),
            new Argument(G_02, "set", 3, 2, "ttl"),
            new Argument(G_02, "expire", 2, 1, "ttl"),
            new Argument(G_02, "increment", 3, 2, "ttlIfCreated"),
            new Argument(G_02, "renew", 2, 1, "ttl"),
            new Argument(G_02, "register", 3, 2, "ttl"));

    private static Fault unnamed(Argument argument) {
        return argument.planted(
                argument.method + " refuses null as " + argument.name + " without naming the argument", call -> {
                    throw new NullPointerException();
                });
    }

    private static Fault ignoresTopicsThatAreNull() {
        return Fault.of(S_01, "null topics are left out")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(
                                topics.stream().filter(Objects::nonNull).toList());
                    }
                });
    }

    private static Fault subscribesWithoutListener() {
        return Fault.of(S_09, "subscribe with a null listener subscribes without a listener")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                        return listener == null ? super.subscribe(topics) : super.subscribe(topics, listener);
                    }
                });
    }

    private static Fault pollsWithoutTimeout() {
        return Fault.of(S_06, "next with a null timeout acts like poll")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        return timeout == null ? super.poll() : super.next(timeout);
                    }
                });
    }
}
