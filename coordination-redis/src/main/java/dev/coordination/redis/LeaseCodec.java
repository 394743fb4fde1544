// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.Leadership;

/** Encodes a term as {@code token:node}. The token contains no colon; the node may. */
final class LeaseCodec {

    private LeaseCodec() {}

    static byte[] encode(Leadership held) {
        return Utf8.bytes(held.fencingToken() + ":" + held.nodeId());
    }

    static Leadership decode(String election, byte[] lease) {
        String text = Utf8.text(lease);
        int colon = text.indexOf(':');
        return leadership(election, text.substring(colon + 1), text.substring(0, Math.max(0, colon)));
    }

    /** Returns a term with a token that the server sent. */
    static Leadership leadership(String election, String nodeId, String token) {
        try {
            return new Leadership(election, nodeId, Long.parseLong(token));
        } catch (IllegalArgumentException e) {
            throw new CoordinationException(
                    "the lease of election " + Arguments.quoted(election) + " was not written by this adapter", e);
        }
    }
}
