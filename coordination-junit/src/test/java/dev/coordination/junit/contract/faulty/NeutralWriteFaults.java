// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_06;

import dev.coordination.CoordinationUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Defects in which a write that makes no difference is treated as a read, and sent again if its reply is lost. */
final class NeutralWriteFaults {

    private NeutralWriteFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(repeated(
                "an increment by 0",
                call -> call.is("increment") && Long.valueOf(0).equals(call.last())));
        all.add(repeated(
                "an increment by 0 with a TTL",
                call -> call.is("increment with a TTL") && Long.valueOf(0).equals(call.arguments()[1])));
        all.add(repeated(
                "a replace of a value with itself",
                call -> call.is("replace") && Arrays.equals((byte[]) call.arguments()[1], (byte[]) call.last())));
        all.add(repeated("a set of an empty value", call -> call.is("set") && isEmpty(call.last())));
        all.add(repeated("a setIfAbsent of an empty value", call -> call.is("setIfAbsent") && isEmpty(call.last())));
        all.add(Fault.of(G_06, "a publish of an empty message is sent again if its reply is lost")
                .rare()
                .pubSub((correct, context) ->
                        Interceptor.around(correct, repeating(call -> call.is("publish") && isEmpty(call.last())))));
        return all;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof byte[] bytes && bytes.length == 0;
    }

    private static Fault repeated(String write, Predicate<Interceptor.Call> isNeutral) {
        return Fault.of(G_06, write + " is sent again if its reply is lost")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, repeating(isNeutral)));
    }

    private static Interceptor repeating(Predicate<Interceptor.Call> isNeutral) {
        return call -> {
            try {
                return call.proceed();
            } catch (CoordinationUnavailableException e) {
                if (isNeutral.test(call)) {
                    return call.proceed();
                }
                throw e;
            }
        };
    }
}
