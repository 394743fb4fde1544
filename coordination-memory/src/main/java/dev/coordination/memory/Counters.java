package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import java.util.regex.Pattern;

/** Values that are counters: the canonical decimals of 64-bit integers (C-09). */
final class Counters {

    private static final Pattern CANONICAL = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /** How much of a value a message shows, in bytes. */
    private static final int SHOWN = 60;

    private Counters() {}

    /** Returns the sum of the counter that a value is and a delta. */
    static long add(String key, byte[] value, long delta) {
        long before = parse(key, value);
        try {
            return Math.addExact(before, delta);
        } catch (ArithmeticException e) {
            throw new CounterOverflowException(
                    "key \"%s\" holds %d, and %+d would leave the 64-bit range (C-10)".formatted(key, before, delta));
        }
    }

    static byte[] format(long counter) {
        return Long.toString(counter).getBytes(US_ASCII);
    }

    static long parse(String key, byte[] value) {
        // A byte is a character, so that no sequence of others can pass for a digit.
        String text = new String(value, ISO_8859_1);
        if (CANONICAL.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw notACounter(key, text);
            }
        }
        throw notACounter(key, text);
    }

    private static NotACounterException notACounter(String key, String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return new NotACounterException(
                "key \"%s\" does not hold the canonical decimal of a 64-bit integer (C-09), but".formatted(key) + " \""
                        + shown + "\"");
    }
}
