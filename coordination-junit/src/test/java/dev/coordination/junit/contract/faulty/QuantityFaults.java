// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.L_04;
import static dev.coordination.junit.contract.Rule.L_08;
import static dev.coordination.junit.contract.Rule.M_06;

import dev.coordination.Leadership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/** Defects that show only with a large number of something. */
final class QuantityFaults {

    private QuantityFaults() {}

    static List<Fault> all() {
        return List.of(
                countsInAByte(),
                termsAreCountedInAByte(),
                tokensRepeatAfterAThousandTerms(),
                tokensOfAThousandElectionsAreKept(),
                electionsAreLimited(500),
                electionsAreLimited(1_000),
                membersAreListedInOnePage(100),
                membersAreListedInOnePage(1_000),
                membersAreListedInOnePage(10_000));
    }

    private static Fault countsInAByte() {
        return Fault.of(C_06, "deleteMatching counts in a single byte")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    return call.is("deleteMatching") ? (Object) ((long) result & 0xff) : result;
                }));
    }

    private static Fault termsAreCountedInAByte() {
        return tokens("fencing tokens have eight bits", token -> (token - 1) % 256 + 1);
    }

    private static Fault tokensRepeatAfterAThousandTerms() {
        return tokens(
                "the thousandth term has the token of the term before it", token -> token < 1_000 ? token : token - 1);
    }

    /** Each election after the thousandth makes the backend forget the tokens of the oldest election. */
    private static Fault tokensOfAThousandElectionsAreKept() {
        return tokens("the tokens of only a thousand elections are kept", number -> number, (context, election) -> {
            List<String> kept = context.list("kept");
            if (kept.contains(election)) {
                return;
            }
            kept.add(election);
            if (kept.size() > 1_000) {
                context.list("terms of " + kept.remove(0)).clear();
            }
        });
    }

    /** Numbers the terms of each election from 1, and replaces their tokens with the changed numbers. */
    static Fault tokens(String defect, LongUnaryOperator change) {
        return tokens(defect, change, (context, election) -> {});
    }

    private static Fault tokens(String defect, LongUnaryOperator change, BiConsumer<FaultContext, String> onNewTerm) {
        return Fault.of(L_04, defect)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments()[0] instanceof Leadership term) {
                        Leadership known = context.get(term, Leadership.class);
                        call.arguments()[0] = known == null ? term : known;
                    }
                    Object result = call.proceed();
                    if (result instanceof Optional<?> found && found.isPresent()) {
                        Leadership term = (Leadership) found.get();
                        Integer number = context.get("number of " + term, Integer.class);
                        if (number == null) {
                            onNewTerm.accept(context, term.election());
                            number = context.list("terms of " + term.election()).size() + 1;
                            context.list("terms of " + term.election()).add(term);
                            context.put("number of " + term, number);
                        }
                        Leadership shown = new Leadership(term.election(), term.nodeId(), change.applyAsLong(number));
                        context.put(shown, term);
                        return Optional.of(shown);
                    }
                    return result;
                }));
    }

    static Fault electionsAreLimited(int most) {
        return Fault.of(L_08, "no more than " + most + " elections can be held")
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("tryAcquire") && ((Optional<?>) result).isPresent()) {
                        List<String> elections = context.list("elections");
                        if (!elections.contains(call.name())) {
                            elections.add(call.name());
                        }
                        if (elections.size() > most) {
                            context.correct
                                    .leaderElection()
                                    .currentLeader(elections.remove(0))
                                    .ifPresent(context.correct.leaderElection()::release);
                        }
                    }
                    return result;
                }));
    }

    static Fault membersAreListedInOnePage(int size) {
        return Fault.of(M_06, "no more than " + size + " members are listed")
                .rare()
                .cluster((correct, context) -> Interceptor.around(correct, call -> {
                    Object result = call.proceed();
                    if (call.is("members")) {
                        return new TreeMap<>((Map<?, ?>) result)
                                .entrySet().stream()
                                        .limit(size)
                                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
                    }
                    return call.is("activeNodes")
                            ? ((Set<?>) result).stream().sorted().limit(size).collect(Collectors.toUnmodifiableSet())
                            : result;
                }));
    }
}
