// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of commands that a client sends: arrays of strings. */
final class RespCommand {

    private static final Pattern BEGIN = Pattern.compile("\\*\\d+\r\n\\$\\d+\r\n([A-Za-z|]+)\r\n");

    /** Longer than the beginning of any command. */
    private static final int LONGEST_BEGIN = 64;

    private RespCommand() {}

    /** Returns the name of the command that begins with some bytes, in upper case, or an empty string if none does. */
    static String name(byte[] bytes, int size) {
        Matcher begin = BEGIN.matcher(new String(bytes, 0, Math.min(size, LONGEST_BEGIN), US_ASCII));
        return begin.lookingAt() ? begin.group(1).toUpperCase(Locale.ROOT) : "";
    }
}
