// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_04;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Defects in which a call in one area has an effect in another. */
final class AreaFaults {

    private static final Duration LONG = Duration.ofDays(1);

    private AreaFaults() {}

    /** What a call does in the other areas, given the name or pattern that was passed to the call. */
    private interface Effect {
        void of(String name, DistributedCoordination correct, FaultContext context);
    }

    static List<Fault> all() {
        return List.of(
                forgetsTokens("deleteMatching", "*"),
                forgetsTokens("deleteMatching", "?*"),
                forgetsTokens("delete", null),
                cache("delete", "frees the election of the same name", AreaFaults::free),
                cache("deleteMatching", "frees elections", AreaFaults::freeMatching),
                cache("deleteMatching", "removes members", AreaFaults::removeMatching),
                cache("expire", "renews the term of the election of the same name", AreaFaults::renew),
                cache("set", "registers a member of the same name", AreaFaults::register),
                cache("increment", "begins a term of the election of the same name", AreaFaults::acquire),
                elections("tryAcquire", "registers a member of the same name", AreaFaults::register),
                elections("tryAcquire", "renews the key of the same name", AreaFaults::expireLater),
                elections("release", "deletes the key of the same name", AreaFaults::delete),
                elections("release", "removes the member of the same name", AreaFaults::remove),
                members("deregister", "releases the elections of the node", AreaFaults::releaseAllOf),
                members("deregister", "deletes the key of the same name", AreaFaults::delete),
                members("register", "frees the election of the same name", AreaFaults::free),
                members("heartbeat", "renews the elections of the node", AreaFaults::renewAllOf),
                members("heartbeat", "renews the key of the same name", AreaFaults::expireLater),
                publishing("sets a key of the same name", AreaFaults::set),
                publishing("frees the election of the same name", AreaFaults::free),
                publishing("removes the member of the same name", AreaFaults::remove),
                clearingEndsSubscriptions());
    }

    private static void free(String name, DistributedCoordination correct, FaultContext context) {
        correct.leaderElection().currentLeader(name).ifPresent(correct.leaderElection()::release);
    }

    private static void freeMatching(String pattern, DistributedCoordination correct, FaultContext context) {
        elections(context).stream()
                .filter(election -> TestGlob.matches(pattern, election))
                .forEach(election -> free(election, correct, context));
    }

    private static void acquire(String name, DistributedCoordination correct, FaultContext context) {
        correct.leaderElection().tryAcquire(name, "node a", LONG);
    }

    private static void renew(String name, DistributedCoordination correct, FaultContext context) {
        correct.leaderElection()
                .currentLeader(name)
                .ifPresent(term -> correct.leaderElection().renew(term, LONG));
    }

    private static void renewAllOf(String node, DistributedCoordination correct, FaultContext context) {
        for (String election : elections(context)) {
            correct.leaderElection()
                    .currentLeader(election)
                    .filter(term -> term.nodeId().equals(node))
                    .ifPresent(term -> correct.leaderElection().renew(term, LONG));
        }
    }

    private static void releaseAllOf(String node, DistributedCoordination correct, FaultContext context) {
        elections(context).forEach(election -> correct.leaderElection().release(election, node));
    }

    private static void set(String name, DistributedCoordination correct, FaultContext context) {
        correct.cache().setText(name, "the last message");
    }

    private static void expireLater(String name, DistributedCoordination correct, FaultContext context) {
        correct.cache().expire(name, LONG);
    }

    private static void delete(String name, DistributedCoordination correct, FaultContext context) {
        correct.cache().delete(name);
    }

    private static void register(String name, DistributedCoordination correct, FaultContext context) {
        correct.clusterMembership().register(name, Map.of("by", "accident"), LONG);
    }

    private static void remove(String name, DistributedCoordination correct, FaultContext context) {
        correct.clusterMembership().deregister(name);
    }

    private static void removeMatching(String pattern, DistributedCoordination correct, FaultContext context) {
        correct.clusterMembership().activeNodes().stream()
                .filter(node -> TestGlob.matches(pattern, node))
                .forEach(correct.clusterMembership()::deregister);
    }

    /** Returns the elections that candidates have tried to acquire. */
    private static List<String> elections(FaultContext context) {
        return context.list("elections");
    }

    private static Fault cache(String operation, String effect, Effect what) {
        return fault(operation, effect)
                .cache((correct, context) ->
                        Interceptor.around(correct, after(operation, Interceptor.Call::name, what, context)));
    }

    private static Fault elections(String operation, String effect, Effect what) {
        return fault(operation, effect)
                .elections((correct, context) ->
                        Interceptor.around(correct, after(operation, AreaFaults::electionOf, what, context)));
    }

    private static Fault members(String operation, String effect, Effect what) {
        return fault(operation, effect)
                .cluster((correct, context) ->
                        Interceptor.around(correct, after(operation, Interceptor.Call::name, what, context)));
    }

    /**
     * Returns an interceptor that applies an effect, after each call of an operation, to the name that was passed to the
     * call.
     */
    private static Interceptor after(
            String operation, Function<Interceptor.Call, String> nameOf, Effect what, FaultContext context) {
        return call -> {
            Object result = call.proceed();
            if (call.is(operation)) {
                what.of(nameOf.apply(call), context.correct, context);
            }
            return result;
        };
    }

    private static Fault publishing(String effect, Effect what) {
        return fault("publish", effect).pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public long publish(String channel, byte[] payload) {
                long receivers = super.publish(channel, payload);
                what.of(channel, context.correct, context);
                return receivers;
            }
        });
    }

    /** Returns a fault that remembers these elections for the effects that need them. */
    private static Fault fault(String operation, String effect) {
        return Fault.of(G_04, operation + " " + effect)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> remember(call, context)));
    }

    private static Object remember(Interceptor.Call call, FaultContext context) throws Throwable {
        Object result = call.proceed();
        if (call.is("tryAcquire") && !elections(context).contains(call.name())) {
            elections(context).add(call.name());
        }
        return result;
    }

    private static String electionOf(Interceptor.Call call) {
        return call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
    }

    /**
     * Restarts the tokens of free elections at 1 after a cache call, as if the last token had been stored under a key.
     *
     * @param name the pattern that restarts all tokens, or null if each key restarts the tokens of the election of the
     * same name
     */
    private static Fault forgetsTokens(String operation, String name) {
        String what = name == null
                ? "forgets the token of the election of the same name"
                : "with the pattern " + name + " forgets tokens";
        return Fault.of(G_04, operation + " " + what)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is(operation) && (name == null || name.equals(call.name()))) {
                        elections(context).stream()
                                .filter(election -> name != null || election.equals(call.name()))
                                .filter(election -> context.correct
                                        .leaderElection()
                                        .currentLeader(election)
                                        .isEmpty())
                                .forEach(
                                        election -> context.put(election, context.get("last " + election, Long.class)));
                    }
                    return result;
                }))
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments()[0] instanceof Leadership term) {
                        call.arguments()[0] = shifted(term, forgotten(context, term.election()));
                    }
                    Object result = remember(call, context);
                    if (!(result instanceof Optional<?> found) || found.isEmpty()) {
                        return result;
                    }
                    Leadership term = (Leadership) found.get();
                    context.put("last " + term.election(), term.fencingToken());
                    return Optional.of(shifted(term, -forgotten(context, term.election())));
                }));
    }

    private static long forgotten(FaultContext context, String election) {
        Long forgotten = context.get(election, Long.class);
        return forgotten == null ? 0 : forgotten;
    }

    private static Leadership shifted(Leadership term, long by) {
        return new Leadership(term.election(), term.nodeId(), Math.max(1, term.fencingToken() + by));
    }

    /** Ends all subscriptions, as if their list were stored under a key. */
    private static Fault clearingEndsSubscriptions() {
        return Fault.of(G_04, "deleteMatching with the pattern * ends subscriptions")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("deleteMatching") && call.name().equals("*")) {
                        context.<Subscription>list("subscriptions").forEach(Subscription::close);
                    }
                    return result;
                }))
                .pubSub((correct, context) -> new WrappingPubSub(correct) {
                    @Override
                    Subscription wrap(Subscription opened, Collection<Topic> topics) {
                        context.list("subscriptions").add(opened);
                        return opened;
                    }
                });
    }
}
