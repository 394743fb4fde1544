// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_01;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Leadership;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Defects in which names that have something in common are taken for the same name. */
final class ConfusedNameFaults {

    /** What the confused names have in common. */
    private static final Map<String, Function<String, Object>> COMMON = Map.of(
            "their hash code", String::hashCode,
            "their checksum", ConfusedNameFaults::checksum,
            "their letters except for case", name -> name.toLowerCase(Locale.ROOT),
            "their normalized form", name -> Normalizer.normalize(name, Normalizer.Form.NFC),
            "their compatible form", name -> Normalizer.normalize(name, Normalizer.Form.NFKC),
            "their first 250 characters", name -> first(name, 250),
            "their first 4,096 characters", name -> first(name, 4_096),
            "their parts between separators", name -> name.replaceAll("([:/.])\\1+", "$1"),
            "their characters apart from white space", name -> name.replaceAll("\\s", ""));

    private ConfusedNameFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(COMMON).forEach((what, property) -> {
            all.add(keys(what, property));
            all.add(elections(what, property));
            all.add(candidates(what, property));
            all.add(members(what, property));
        });
        return all;
    }

    /** Returns the first name that was used of those that have the same property. */
    private static String firstOf(FaultContext context, String name, Function<String, Object> property) {
        String common = "name " + property.apply(name);
        String earlier = context.get(common, String.class);
        if (earlier == null) {
            context.put(common, name);
            return name;
        }
        return earlier;
    }

    private static Fault keys(String what, Function<String, Object> property) {
        return Fault.of(G_01, "keys are told apart by " + what)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (!call.is("deleteMatching") && isValid(call.name())) {
                        call.arguments()[0] = firstOf(context, call.name(), property);
                    }
                    return call.proceed();
                }));
    }

    private static Fault elections(String what, Function<String, Object> property) {
        return Fault.of(G_01, "elections are told apart by " + what)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    String asked = call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
                    if (isValid(asked)) {
                        String used = firstOf(context, asked, property);
                        call.arguments()[0] = call.arguments()[0] instanceof Leadership term
                                ? new Leadership(used, term.nodeId(), term.fencingToken())
                                : used;
                    }
                    Object result = call.proceed();
                    return result instanceof Optional<?> found
                            ? found.map(Leadership.class::cast)
                                    .map(term -> new Leadership(asked, term.nodeId(), term.fencingToken()))
                            : result;
                }));
    }

    private static Fault candidates(String what, Function<String, Object> property) {
        return Fault.of(G_01, "candidates are told apart by " + what)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments()[0] instanceof Leadership term) {
                        String used = firstOf(context, term.nodeId(), property);
                        call.arguments()[0] = new Leadership(term.election(), used, term.fencingToken());
                    } else if (call.arguments().length > 1 && isValid((String) call.arguments()[1])) {
                        call.arguments()[1] = firstOf(context, (String) call.arguments()[1], property);
                    }
                    return call.proceed();
                }));
    }

    private static Fault members(String what, Function<String, Object> property) {
        return Fault.of(G_01, "members are told apart by " + what)
                .rare()
                .cluster((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments().length > 0 && isValid(call.name())) {
                        call.arguments()[0] = firstOf(context, call.name(), property);
                    }
                    return call.proceed();
                }));
    }

    private static boolean isValid(String name) {
        return name != null && !name.isEmpty() && UTF_8.newEncoder().canEncode(name);
    }

    private static String first(String name, int length) {
        return name.substring(0, Math.min(name.length(), length));
    }

    private static Object checksum(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(UTF_8));
        return checksum.getValue();
    }
}
