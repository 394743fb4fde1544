// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_02;
import static dev.coordination.junit.contract.Rule.C_14;
import static dev.coordination.junit.contract.Rule.L_02;
import static dev.coordination.junit.contract.Rule.L_03;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defects in which a TTL that is set again is not renewed while much of it remains. */
final class SameTtlFaults {

    private SameTtlFaults() {}

    static List<Fault> all() {
        return Stream.of(50, 99)
                .flatMap(percent -> Stream.of(
                        throttled(C_02, "set with a TTL", percent),
                        throttled(C_14, "expire", percent),
                        throttled(L_02, "tryAcquire", percent),
                        throttled(L_03, "renew", percent),
                        throttled(M_02, "register", percent),
                        throttled(M_03, "heartbeat", percent)))
                .toList();
    }

    /** The TTL that was set last, and when it ends. */
    private record Given(Duration ttl, Instant end) {}

    private static Fault throttled(Rule rule, String operation, int percent) {
        return Fault.of(
                        rule,
                        operation + " does not set the same TTL again while more than " + percent + "% of it remains")
                .rare()
                .cache((correct, context) ->
                        Interceptor.around(correct, call -> throttled(call, context, operation, percent)))
                .elections((correct, context) ->
                        Interceptor.around(correct, call -> throttled(call, context, operation, percent)))
                .cluster((correct, context) ->
                        Interceptor.around(correct, call -> throttled(call, context, operation, percent)));
    }

    private static @Nullable Object throttled(
            Interceptor.Call call, FaultContext context, String operation, int percent) throws Throwable {
        if (call.arguments().length < 2 || !(call.last() instanceof Duration ttl)) {
            return call.proceed();
        }
        Object[] arguments = call.arguments();
        String key = "given " + (arguments[0] instanceof Leadership term ? term.election() : arguments[0]);
        Given last = context.get(key, Given.class);
        boolean early = last != null
                && last.ttl.equals(ttl)
                && Duration.between(context.now(), last.end)
                                .compareTo(ttl.dividedBy(100).multipliedBy(percent))
                        > 0;
        if (call.is(operation) && early) {
            call.setLast(Duration.between(context.now(), last.end));
            return call.proceed();
        }
        Object result = call.proceed();
        context.put(key, new Given(ttl, context.after(ttl)));
        return result;
    }
}
