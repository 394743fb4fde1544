// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A topic as the server knows it. Keeps its hash code, because a link is searched for it several times. */
final class TopicName {

    private final TopicKind kind;
    private final byte[] bytes;
    private final int hash;

    TopicName(TopicKind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
        this.hash = 31 * Arrays.hashCode(bytes) + kind.ordinal();
    }

    TopicKind kind() {
        return kind;
    }

    /** Returns the name, which must not be changed. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicName that
                && hash == that.hash
                && kind == that.kind
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
