// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a step goes: as usual, with a fault, or with a clock skew. Variants are numbers, so that a set of them is a bit mask. */
final class Variant {

    static final int USUAL = 0;
    static final int NOT_SENT = 1;
    static final int REPLY_LOST = 2;
    static final int PAUSE_BEFORE = 3;
    static final int PAUSE_AFTER = 4;
    static final int DEATH_BEFORE = 5;
    static final int DEATH_AFTER = 6;
    static final int RESTART_BEFORE = 7;
    static final int RESTART_AFTER = 8;
    /** The first of the clock skews. */
    static final int FIRST_SKEW = 9;

    private static final int SKEW_BITS = -1 << FIRST_SKEW;

    private static final List<String> CODES = List.of(
            "",
            "not-sent",
            "reply-lost",
            "pause-before",
            "pause-after",
            "death-before",
            "death-after",
            "restart-before",
            "restart-after");

    private static final List<String> WORDS = List.of(
            "",
            "did not reach the backend",
            "took effect, but its reply was lost",
            "the node paused before it",
            "the node paused after it",
            "the node died before it",
            "the node died after it",
            "the node died before it, to be restarted",
            "the node died after it, to be restarted");

    /** Faults of a step that involves only the node itself. */
    static final int OF_NODE = bits(PAUSE_BEFORE, DEATH_BEFORE, RESTART_BEFORE);

    /** Faults of a call that changes something. */
    static final int OF_WRITE = OF_NODE | bits(NOT_SENT, REPLY_LOST, PAUSE_AFTER, DEATH_AFTER, RESTART_AFTER);

    /** Faults of a call that changes nothing, for which a lost reply is the same as a lost request. */
    static final int OF_READ = OF_NODE | bits(NOT_SENT, PAUSE_AFTER, DEATH_AFTER, RESTART_AFTER);

    /** Faults of a call on a shared object. */
    static final int OF_SHARED = OF_NODE | bits(PAUSE_AFTER, DEATH_AFTER, RESTART_AFTER);

    static final int PAUSES = bits(PAUSE_BEFORE, PAUSE_AFTER);

    private Variant() {}

    private static int bits(int... variants) {
        int mask = 0;
        for (int variant : variants) {
            mask |= 1 << variant;
        }
        return mask;
    }

    /** Returns the variants of the given kinds of faults. Faults of subscriptions are actors, not variants. */
    static int ofKinds(Set<FaultKind> kinds) {
        int mask = 0;
        for (FaultKind kind : kinds) {
            mask |= switch (kind) {
                case NOT_SENT -> bits(NOT_SENT);
                case REPLY_LOST -> bits(REPLY_LOST);
                case PAUSE -> PAUSES;
                case DEATH -> bits(DEATH_BEFORE, DEATH_AFTER);
                case RESTART -> bits(RESTART_BEFORE, RESTART_AFTER);
                case SUBSCRIPTION_LOST, SUBSCRIPTION_OVERFLOW -> 0;
            };
        }
        return mask;
    }

    static int ofSkews(int number) {
        return (1 << FIRST_SKEW + number) - 1 & SKEW_BITS;
    }

    static boolean isFault(int variant) {
        return variant > USUAL && variant < FIRST_SKEW;
    }

    static boolean kills(int variant) {
        return variant >= DEATH_BEFORE && variant <= RESTART_AFTER;
    }

    static boolean restarts(int variant) {
        return variant == RESTART_BEFORE || variant == RESTART_AFTER;
    }

    /** Returns the kind of fault, or null if the variant is not a fault. */
    static @Nullable FaultKind kind(int variant) {
        return switch (variant) {
            case NOT_SENT -> FaultKind.NOT_SENT;
            case REPLY_LOST -> FaultKind.REPLY_LOST;
            case PAUSE_BEFORE, PAUSE_AFTER -> FaultKind.PAUSE;
            case DEATH_BEFORE, DEATH_AFTER -> FaultKind.DEATH;
            case RESTART_BEFORE, RESTART_AFTER -> FaultKind.RESTART;
            default -> null;
        };
    }

    /** Returns the name of a variant in tokens. */
    static String code(int variant) {
        return variant >= FIRST_SKEW ? "skew" + (variant - FIRST_SKEW + 1) : CODES.get(variant);
    }

    /** Returns the variant with a name in tokens, or -1 if there is none. */
    static int ofCode(String code) {
        if (code.startsWith("skew") && code.length() == 5) {
            int number = code.charAt(4) - '1';
            return number >= 0 && number < 8 ? FIRST_SKEW + number : -1;
        }
        return code.isEmpty() ? -1 : CODES.indexOf(code);
    }

    /** Describes a variant in words. */
    static String words(int variant, List<Duration> skews) {
        if (variant < FIRST_SKEW) {
            return WORDS.get(variant);
        }
        Duration skew = skews.get(variant - FIRST_SKEW);
        return "its clock is " + Words.of(skew.abs()) + (skew.isNegative() ? " behind" : " ahead");
    }
}
