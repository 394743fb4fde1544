package dev.coordination.redis;

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
        try {
            return new Leadership(election, text.substring(colon + 1), Long.parseLong(text, 0, colon, 10));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CoordinationException(
                    "what holds the lease of election " + Shown.name(election) + " is not of this adapter's making", e);
        }
    }
}
