// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.G_01;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.P_03;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defects in which a call changes something before it refuses an argument. */
final class RefusedFaults {

    private RefusedFaults() {}

    static List<Fault> all() {
        return List.of(
                cache(
                        G_02,
                        "increment changes a counter before it refuses the TTL",
                        "increment with a TTL",
                        (cache, call) -> {
                            if (cache.exists(call.name())) {
                                cache.increment(call.name(), (Long) call.arguments()[1]);
                            }
                        }),
                cache(
                        G_02,
                        "increment deletes a value without an expiry before it refuses the TTL",
                        "increment with a TTL",
                        (cache, call) -> {
                            if (cache.ttl(call.name()).isEmpty()) {
                                cache.delete(call.name());
                            }
                        }),
                cache(
                        G_02,
                        "setIfAbsent creates an absent key before it refuses the TTL",
                        "setIfAbsent with a TTL",
                        (cache, call) -> cache.setIfAbsent(call.name(), (byte[]) call.arguments()[1])),
                cache(
                        G_02,
                        "expire removes the expiry before it refuses the TTL",
                        "expire",
                        (cache, call) -> cache.get(call.name()).ifPresent(value -> cache.set(call.name(), value))),
                cache(
                        C_01,
                        "set deletes the key before it refuses null",
                        "set",
                        (cache, call) -> cache.delete(call.name())),
                cache(
                        C_12,
                        "setIfAbsent creates an absent key before it refuses null",
                        "setIfAbsent",
                        (cache, call) -> cache.setIfAbsent(call.name(), new byte[0])),
                cache(
                        C_13,
                        "replace deletes a key that holds the expected value before it refuses null",
                        "replace",
                        (cache, call) -> {
                            if (call.arguments()[1] != null) {
                                cache.delete(call.name(), (byte[]) call.arguments()[1]);
                            }
                        }),
                cache(
                        C_15,
                        "conditional delete deletes an empty value before it refuses null",
                        "conditional delete",
                        (cache, call) -> cache.delete(call.name(), new byte[0])),
                cache(
                        G_01,
                        "set stores an ill-formed key with question marks before it refuses the key",
                        "set",
                        (cache, call) -> cache.set(
                                new String(call.name().getBytes(US_ASCII), US_ASCII), (byte[]) call.arguments()[1])),
                cache(
                        G_01,
                        "deleteMatching deletes what the beginning of a pattern matches, then refuses the pattern as too long",
                        "deleteMatching",
                        (cache, call) -> cache.deleteMatching(call.name().substring(0, 1_024))),
                cache(
                        P_03,
                        "deleteMatching refuses a range only after deleting what the last byte of the pattern matches",
                        "deleteMatching",
                        (cache, call) -> {
                            if (call.name().contains("-")) {
                                cache.deleteMatching(
                                        call.name().substring(call.name().length() - 1));
                            }
                        }),
                term("tryAcquire", "ends the term of the holder"),
                term("renew", "ends the term"),
                member(G_02, "register", "removes the node before it refuses the TTL"),
                member(G_02, "heartbeat", "removes the node before it refuses the TTL"),
                member(M_05, "register", "removes the node before it refuses ill-formed metadata"));
    }

    /** What a call changes before it refuses an argument. */
    private interface Change {
        void make(SharedCache cache, Interceptor.Call call);
    }

    private static Fault cache(Rule rule, String defect, String operation, Change change) {
        return Fault.of(rule, defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) || call.is(operation + " with a TTL")
                                ? refusing(call, () -> change.make(correct, call))
                                : call.proceed()));
    }

    private static Fault term(String operation, String defect) {
        return Fault.of(G_02, operation + " " + defect + " before it refuses the TTL")
                .rare()
                .elections((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation)
                                ? refusing(
                                        call,
                                        () -> correct.currentLeader(
                                                        call.arguments()[0] instanceof Leadership term
                                                                ? term.election()
                                                                : call.name())
                                                .ifPresent(correct::release))
                                : call.proceed()));
    }

    private static Fault member(Rule rule, String operation, String defect) {
        return Fault.of(rule, operation + " " + defect)
                .rare()
                .cluster((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) && (rule == G_02 || call.arguments()[1] instanceof Map)
                                ? refusing(call, () -> correct.deregister(call.name()))
                                : call.proceed()));
    }

    /** Makes a call, and makes a change if the call refuses an argument. */
    private static @Nullable Object refusing(Interceptor.Call call, Runnable change) throws Throwable {
        try {
            return call.proceed();
        } catch (IllegalArgumentException | NullPointerException e) {
            try {
                change.run();
            } catch (RuntimeException alsoRefused) {
                e.addSuppressed(alsoRefused);
            }
            throw e;
        }
    }
}
