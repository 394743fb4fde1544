// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Encodes the metadata of a node as {@linkplain Netstrings netstrings}, in which each key is followed by its value:
 * {@code 4:role,6:leader,}. An empty map becomes an empty value.
 */
final class MetadataCodec {

    private MetadataCodec() {}

    static byte[] encode(Map<String, String> metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metadata.forEach((key, value) -> {
            Netstrings.write(out, Utf8.bytes(key));
            Netstrings.write(out, Utf8.bytes(value));
        });
        return out.toByteArray();
    }

    /** Returns an immutable map, in the order in which the metadata was registered. */
    static Map<String, String> decode(String nodeId, byte[] bytes) {
        Netstrings in = new Netstrings(bytes);
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            while (in.hasNext()) {
                metadata.put(Utf8.text(in.next()), Utf8.text(in.next()));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CoordinationException(
                    "the metadata of node " + Arguments.quoted(nodeId) + " was not written by this adapter", e);
        }
        return Collections.unmodifiableMap(metadata);
    }
}
