// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.L_01;
import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.L_06;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Defects that show only after many calls, with many keys, or after a long idle time. */
final class RepetitionFaults {

    /** The number of the call that is lost. */
    private static final int LOST = 250;

    private static final int MOST_KEYS = 5_000;
    private static final Duration LONG = Duration.ofDays(30);

    private RepetitionFaults() {}

    static List<Fault> all() {
        return List.of(
                lost(C_14, "expire", true),
                lost(L_03, "renew", true),
                lost(M_02, "register", null),
                lost(M_03, "heartbeat", true),
                theHolderIsEventuallyRefused(),
                aCandidateThatWasRefusedOftenWins(),
                setIfAbsentEventuallyOverwrites(),
                theFirstOfManyKeysIsDropped(),
                idleKeysAreDropped(),
                idleElectionsHaveNoLeader(),
                idleNodesHaveNoMetadata());
    }

    private static int count(FaultContext context, String name) {
        int count = Objects.requireNonNullElse(context.get(name, Integer.class), 0) + 1;
        context.put(name, count);
        return count;
    }

    private static String name(Interceptor.Call call) {
        return call.operation() + " "
                + (call.arguments()[0] instanceof Leadership term ? term.election() : call.arguments()[0]);
    }

    /** Returns a fault in which one call does nothing, but returns what it should have returned. */
    private static Fault lost(Rule rule, String operation, @Nullable Object result) {
        return Fault.of(rule, "the " + LOST + "th call of " + operation + " with the same name has no effect")
                .rare()
                .cache((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) && count(context, name(call)) == LOST ? result : call.proceed()))
                .elections((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) && count(context, name(call)) == LOST ? result : call.proceed()))
                .cluster((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) && count(context, name(call)) == LOST ? result : call.proceed()));
    }

    private static Fault theHolderIsEventuallyRefused() {
        return Fault.of(L_02, "the holder is refused when it acquires an election for the " + LOST + "th time")
                .rare()
                .elections((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is("tryAcquire") && count(context, name(call)) == LOST
                                ? Optional.empty()
                                : call.proceed()));
    }

    private static Fault aCandidateThatWasRefusedOftenWins() {
        return Fault.of(L_01, "a candidate that was refused " + LOST + " times wins")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isEmpty() && count(context, "refused " + election + " " + nodeId) == LOST) {
                            super.currentLeader(election).ifPresent(super::release);
                            return super.tryAcquire(election, nodeId, ttl);
                        }
                        return won;
                    }
                });
    }

    private static Fault setIfAbsentEventuallyOverwrites() {
        return Fault.of(C_12, "the " + LOST + "th call of setIfAbsent with the same key overwrites the value")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.operation().startsWith("setIfAbsent") && count(context, name(call)) == LOST) {
                        correct.set(call.name(), (byte[]) call.arguments()[1]);
                    }
                    return result;
                }));
    }

    private static Fault theFirstOfManyKeysIsDropped() {
        return Fault.of(C_02, "the first key is dropped when there are more than " + MOST_KEYS + " keys")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        int number = count(context, "keys");
                        if (number == 1) {
                            context.put("first key", key);
                        }
                        String first = context.get("first key", String.class);
                        if (number > MOST_KEYS && first != null) {
                            super.delete(first);
                        }
                    }
                });
    }

    /** Returns whether a name was used before, but not recently, and notes that it is used now. */
    private static boolean isIdle(FaultContext context, String name) {
        Instant last = context.get("used " + name, Instant.class);
        context.put("used " + name, context.now());
        return last != null && Duration.between(last, context.now()).compareTo(LONG) > 0;
    }

    private static Fault idleKeysAreDropped() {
        return Fault.of(C_02, "a key that has not been read for " + LONG.toDays() + " days is dropped")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        if (isIdle(context, key) && super.ttl(key).isEmpty()) {
                            super.delete(key);
                            return Optional.empty();
                        }
                        return value;
                    }
                });
    }

    private static Fault idleElectionsHaveNoLeader() {
        return Fault.of(L_06, "the leader is not found if nobody has read it for " + LONG.toDays() + " days")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        Optional<Leadership> leader = super.currentLeader(election);
                        return isIdle(context, election) ? Optional.empty() : leader;
                    }
                });
    }

    private static Fault idleNodesHaveNoMetadata() {
        return Fault.of(
                        M_01,
                        "a node that registers again after " + LONG.toDays() + " days is active without its metadata")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        if (isIdle(context, nodeId)) {
                            super.register(nodeId, Map.of(), ttl);
                        }
                    }
                });
    }
}
