// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One request or one reply as it is sent.
 *
 * @param command the command of the request, or the one that the reply answers
 * @param words the arguments of a request; empty for a reply
 */
record RespFrame(String command, List<String> words, byte[] bytes) {

    /** Returns the words, those that are long replaced by their lengths. */
    List<String> summary() {
        return words.stream()
                .map(word -> word.length() > 10_000 ? word.length() + " bytes" : word)
                .toList();
    }

    /** Returns whether a handle sends this by itself at regular intervals. */
    boolean isProbe() {
        return command.equals("PUBLISH") && words.get(1).contains(":q:");
    }

    /** Reads a request: a list of strings. */
    static RespFrame request(InputStream from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>();
        for (int left = Integer.parseInt(line(from, bytes).substring(1)); left > 0; left--) {
            int length = Integer.parseInt(line(from, bytes).substring(1));
            words.add(new String(exactly(from, length + 2, bytes), 0, length, ISO_8859_1));
        }
        return new RespFrame(words.get(0).toUpperCase(Locale.ROOT), words, bytes.toByteArray());
    }

    /** Reads a reply of any kind. */
    static byte[] reply(InputStream from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copyReply(from, bytes);
        return bytes.toByteArray();
    }

    private static void copyReply(InputStream from, ByteArrayOutputStream to) throws IOException {
        String head = line(from, to);
        char kind = head.charAt(0);
        if ("$=!*~>%|".indexOf(kind) < 0) {
            return;
        }
        int length = Integer.parseInt(head.substring(1));
        if ("$=!".indexOf(kind) >= 0) {
            if (length >= 0) {
                exactly(from, length + 2, to);
            }
            return;
        }
        for (int left = kind == '%' || kind == '|' ? 2 * length : length; left > 0; left--) {
            copyReply(from, to);
        }
    }

    private static byte[] exactly(InputStream from, int length, ByteArrayOutputStream to) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        to.write(bytes);
        return bytes;
    }

    private static String line(InputStream from, ByteArrayOutputStream to) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            to.write(next);
            line.append((char) next);
        }
        to.write('\n');
        return line.toString().strip();
    }
}
