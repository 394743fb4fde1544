// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import java.util.Locale;

/**
 * What a leader did, or was told.
 *
 * @param node the name of the leader
 * @param token the token of its term
 * @param detail more about it, or an empty string
 */
record Event(String node, Kind kind, long token, String detail) {

    enum Kind {
        /** {@code onElected} was called. */
        ELECTED,

        /** The term was valid, so that a write follows. */
        CHECKED,

        /** The target was asked to write. */
        WRITTEN,

        /** The term was no longer valid, so that no write follows. */
        WITHDREW,

        /** {@code onLost} was called. */
        LOST
    }

    boolean is(String wantedNode, Kind wantedKind) {
        return node.equals(wantedNode) && kind == wantedKind;
    }

    @Override
    public String toString() {
        return (node + " " + kind.name().toLowerCase(Locale.ROOT) + " " + token + " " + detail).strip();
    }
}
