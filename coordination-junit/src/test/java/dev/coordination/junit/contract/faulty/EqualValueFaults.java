// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_07;
import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;

import dev.coordination.SharedCache;
import dev.coordination.junit.contract.Rule;
import java.util.Arrays;
import java.util.List;

/** Defects that show only with a value that is equal to the one that the key already holds, or with a delta of zero. */
final class EqualValueFaults {

    private EqualValueFaults() {}

    static List<Fault> all() {
        return List.of(
                equal(C_02, "set", "is skipped, so the expiry remains", (cache, call) -> null),
                equal(C_02, "set with a TTL", "is skipped, so the old expiry remains", (cache, call) -> null),
                equal(C_02, "set with a TTL", "removes the expiry", (cache, call) -> {
                    cache.set(call.name(), value(call));
                    return null;
                }),
                equal(C_12, "setIfAbsent with a TTL", "returns false but renews the TTL", (cache, call) -> {
                    cache.expire(call.name(), call.ttl());
                    return false;
                }),
                equal(
                        C_12,
                        "setIfAbsent with a TTL",
                        "returns true, as if it had created the key",
                        (cache, call) -> true),
                equal(C_12, "setIfAbsent", "returns true, as if it had created the key", (cache, call) -> true),
                equal(C_12, "setIfAbsent", "returns false but removes the expiry", (cache, call) -> {
                    cache.set(call.name(), value(call));
                    return false;
                }),
                replacing("returns false, because no row has changed", (cache, call) -> false),
                replacing("removes the expiry", (cache, call) -> {
                    cache.set(call.name(), value(call));
                    return true;
                }),
                equal(C_13, "replace", "returns true whatever was expected", (cache, call) -> true),
                incrementing(
                        C_07,
                        "increment",
                        "of an absent key by zero creates no counter",
                        (cache, call) -> cache.exists(call.name()) ? call.proceed() : (Object) 0L),
                incrementing(C_08, "increment", "by zero removes the expiry", (cache, call) -> {
                    Object sum = call.proceed();
                    cache.get(call.name()).ifPresent(text -> cache.set(call.name(), text));
                    return sum;
                }),
                incrementing(
                        C_08, "increment with a TTL", "by zero sets the TTL of an existing counter", (cache, call) -> {
                            Object sum = call.proceed();
                            cache.expire(call.name(), call.ttl());
                            return sum;
                        }));
    }

    /** What happens instead of the call. */
    private interface Instead {
        Object happens(SharedCache cache, Interceptor.Call call) throws Throwable;
    }

    private static Fault equal(Rule rule, String operation, String defect, Instead instead) {
        return fault(rule, operation, operation + ", given the current value, " + defect, call -> true, instead);
    }

    private static Fault replacing(String defect, Instead instead) {
        return fault(
                C_13,
                "replace",
                "replacing a value with an equal one " + defect,
                call -> Arrays.equals((byte[]) call.arguments()[1], value(call)),
                instead);
    }

    /** A condition on the arguments. */
    private interface Condition {
        boolean holds(Interceptor.Call call);
    }

    private static Fault fault(Rule rule, String operation, String defect, Condition condition, Instead instead) {
        return Fault.of(rule, defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    boolean equal = call.is(operation)
                            && value(call) != null
                            && correct.get(call.name())
                                    .filter(held -> Arrays.equals(held, value(call)))
                                    .isPresent();
                    return equal && condition.holds(call) ? instead.happens(correct, call) : call.proceed();
                }));
    }

    private static Fault incrementing(Rule rule, String operation, String defect, Instead instead) {
        return Fault.of(rule, operation + " " + defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(
                        correct,
                        call -> call.is(operation) && call.arguments()[1].equals(0L)
                                ? instead.happens(correct, call)
                                : call.proceed()));
    }

    /** Returns the new value. */
    private static byte[] value(Interceptor.Call call) {
        return (byte[]) call.arguments()[call.is("replace") ? 2 : 1];
    }
}
