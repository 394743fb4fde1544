package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.Leadership;

/** A term as the server holds it: {@code token:node}. The token has no colon, the node may. */
final class Lease {

    private Lease() {}

    static byte[] encode(Leadership held) {
        return Utf8.bytes(held.fencingToken() + ":" + held.nodeId());
    }

    static Leadership decode(String election, byte[] lease) {
        String text = Utf8.text(lease);
        int colon = text.indexOf(':');
        return leadership(election, text.substring(colon + 1), text.substring(0, Math.max(0, colon)));
    }

    /** Returns a term whose token the server gave. */
    static Leadership leadership(String election, String nodeId, String token) {
        try {
            return new Leadership(election, nodeId, Long.parseLong(token));
        } catch (IllegalArgumentException e) {
            throw new CoordinationException(
                    "what holds the lease of election " + Arguments.quoted(election)
                            + " is not of this adapter's making",
                    e);
        }
    }
}
