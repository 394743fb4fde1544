// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Leadership;
import dev.coordination.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Formats results without the details in which two adapters may differ. Everything else is compared exactly. */
final class Tolerance {

    /** The fencing tokens of each election so far, in the order of their terms. */
    private final Map<String, List<Long>> tokens = new ConcurrentHashMap<>();

    /**
     * Returns whether two outcomes are equal. A server's clock advances by itself, so remaining TTLs may differ by less
     * than the tolerance, provided that both are positive or neither is (C-04).
     */
    static boolean aboutTheSame(Outcome first, Outcome second, Duration tolerance) {
        return first.value() instanceof Duration one && second.value() instanceof Duration other
                ? one.minus(other).abs().compareTo(tolerance) < 0 && isPositive(one) == isPositive(other)
                : first.equals(second);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** Numbers terms from 1 instead of showing fencing tokens, whose values the adapter chooses (L-04). */
    String termByItsOrder(Leadership term) {
        List<Long> seen = tokens.computeIfAbsent(term.election(), election -> new ArrayList<>());
        if (!seen.contains(term.fencingToken())) {
            boolean increases = seen.isEmpty() || seen.get(seen.size() - 1).compareTo(term.fencingToken()) < 0;
            seen.add(term.fencingToken());
            if (!increases) {
                return shown(term) + " with a token that is not greater than the earlier ones";
            }
        }
        return shown(term) + ", term " + (seen.indexOf(term.fencingToken()) + 1);
    }

    private static String shown(Leadership term) {
        return Literals.of(term.nodeId()) + " leads " + Literals.of(term.election());
    }

    /** Sorts the deliveries of each message by pattern, because they arrive in any order (S-04). */
    static List<Delivery> deliveriesWithPatternsSorted(List<Message> messages) {
        List<Delivery> all = new ArrayList<>();
        for (int from = 0, to; from < messages.size(); from = to) {
            to = endOfRun(messages, from);
            messages.subList(from, to).stream()
                    .sorted(Comparator.comparing(message -> message.pattern().orElse("")))
                    .map(Delivery::of)
                    .forEach(all::add);
        }
        return all;
    }

    private static int endOfRun(List<Message> messages, int from) {
        int to = from + 1;
        while (to < messages.size() && isSameByPattern(messages.get(from), messages.get(to))) {
            to++;
        }
        return to;
    }

    private static boolean isSameByPattern(Message one, Message other) {
        Optional<String> none = Optional.empty();
        return !one.pattern().equals(none)
                && !other.pattern().equals(none)
                && Objects.equals(Delivery.ofAnyPattern(one), Delivery.ofAnyPattern(other));
    }
}
