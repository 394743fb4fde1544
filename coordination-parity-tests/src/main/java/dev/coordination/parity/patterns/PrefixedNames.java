// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Names on a server, with a unique prefix that contains no special characters. */
final class PrefixedNames {

    private final String prefix = "patterns-" + UUID.randomUUID() + ":";
    private final List<String> names;
    private final Map<ByteBuffer, Integer> indices = new HashMap<>();

    PrefixedNames(List<String> names) {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            indices.put(ByteBuffer.wrap(onServer(names.get(i))), i);
        }
    }

    int count() {
        return names.size();
    }

    byte[] onServer(int index) {
        return onServer(names.get(index));
    }

    byte[] onServer(String nameOrPattern) {
        return (prefix + nameOrPattern).getBytes(UTF_8);
    }

    byte[][] all() {
        return names.stream().map(this::onServer).toArray(byte[][]::new);
    }

    int index(byte[] onServer) {
        Integer index = indices.get(ByteBuffer.wrap(onServer));
        if (index == null) {
            throw new IllegalStateException(
                    "the server returned an unknown name with our prefix: " + new String(onServer, UTF_8));
        }
        return index;
    }
}
