// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_07;
import static dev.coordination.junit.contract.Rule.C_09;
import static dev.coordination.junit.contract.Rule.C_10;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.CounterOverflowException;
import dev.coordination.SharedCache;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToLongFunction;

/** Defects in which some texts are accepted as numbers, or some sums are wrong. */
final class NumberFaults {

    private NumberFaults() {}

    static List<Fault> all() {
        return List.of(
                reading(
                        "a number with leading zeros is accepted as a counter",
                        text -> Long.parseLong(matching(text, "-?0+[0-9]+"))),
                reading(
                        "a number with an exponent is accepted as a counter",
                        text -> new BigDecimal(matching(text, "[0-9]+[eE][0-9]+")).longValueExact()),
                reading(
                        "a number with a decimal point but no fraction is accepted as a counter",
                        text -> new BigDecimal(matching(text, "[0-9]+[.]0?")).longValueExact()),
                reading(
                        "a hexadecimal number is accepted as a counter",
                        text -> Long.decode(matching(text, "0x[0-9]+"))),
                reading(
                        "a number with a line break at the end is accepted as a counter",
                        text -> Long.parseLong(matching(text, "[0-9]+\n").strip())),
                reading("-0 is accepted as a counter", text -> Long.parseLong(matching(text, "-0"))),
                reading(
                        "non-ASCII digits are accepted as a counter",
                        text -> Long.parseLong(matching(text, "[\u0661\uff11]"))),
                reading(
                        "an unsigned 64-bit number is accepted as a counter",
                        text -> Long.parseUnsignedLong(matching(text, "1844674407[0-9]{10}"))),
                sumsInDoubles(),
                saturates("increment"),
                saturates("increment with a TTL"));
    }

    private static String matching(String text, String form) {
        if (!text.matches(form)) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    /** Treats a text as a number if the parser accepts it. */
    private static Fault reading(String defect, ToLongFunction<String> parser) {
        return Fault.of(C_09, defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.operation().startsWith("increment")) {
                        correct.get(call.name()).ifPresent(held -> rewrite(correct, call.name(), held, parser));
                    }
                    return call.proceed();
                }));
    }

    private static void rewrite(SharedCache cache, String key, byte[] held, ToLongFunction<String> parser) {
        try {
            long number = parser.applyAsLong(new String(held, UTF_8));
            cache.replace(key, held, Long.toString(number).getBytes(UTF_8));
        } catch (ArithmeticException | NumberFormatException e) {
            // This parser does not accept the text, either.
        }
    }

    private static Fault sumsInDoubles() {
        return Fault.of(C_07, "an increment with a TTL is computed in floating point")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object sum = call.proceed();
                    return call.is("increment with a TTL") ? (Object) (long) (double) (long) sum : sum;
                }));
    }

    private static Fault saturates(String operation) {
        return Fault.of(C_10, operation + " stops at the largest number")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    try {
                        return call.proceed();
                    } catch (CounterOverflowException e) {
                        if (!call.is(operation) || (long) call.arguments()[1] < 0) {
                            throw e;
                        }
                        byte[] held = correct.get(call.name()).orElseThrow();
                        correct.replace(
                                call.name(), held, Long.toString(Long.MAX_VALUE).getBytes(UTF_8));
                        return Long.MAX_VALUE;
                    }
                }));
    }
}
