// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Encodes the metadata of a node as a sequence of netstrings, in which each key is followed by its value:
 * {@code 4:role,6:leader,}. Lengths are in bytes, so nothing needs escaping, and an empty map becomes an empty value.
 */
final class MetadataCodec {

    /** The maximum number of digits of a length: a Redis value is at most 512 MiB long. */
    private static final int MAX_LENGTH_DIGITS = 9;

    private final byte[] bytes;
    private int at;

    private MetadataCodec(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] encode(Map<String, String> metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metadata.forEach((key, value) -> {
            write(out, key);
            write(out, value);
        });
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        byte[] utf8 = Utf8.bytes(text);
        out.writeBytes(Utf8.bytes(utf8.length + ":"));
        out.writeBytes(utf8);
        out.write(',');
    }

    /** Returns an immutable map, in the order in which the metadata was registered. */
    static Map<String, String> decode(String nodeId, byte[] bytes) {
        MetadataCodec in = new MetadataCodec(bytes);
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            while (in.at < bytes.length) {
                metadata.put(in.next(), in.next());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CoordinationException(
                    "the metadata of node " + Arguments.quoted(nodeId) + " was not written by this adapter", e);
        }
        return Collections.unmodifiableMap(metadata);
    }

    private String next() {
        int colon = at;
        while (bytes[colon] != ':') {
            colon++;
        }
        if (colon - at > MAX_LENGTH_DIGITS) {
            throw new IllegalArgumentException("a length has " + (colon - at) + " digits");
        }
        int length = Integer.parseUnsignedInt(Utf8.text(bytes, at, colon));
        int end = colon + 1 + length;
        if (bytes[end] != ',') {
            throw new IllegalArgumentException("no comma at " + end);
        }
        at = end + 1;
        return Utf8.text(bytes, colon + 1, end);
    }
}
