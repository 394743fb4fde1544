package dev.coordination.parity;

import java.net.URI;

/** A server that the user named: never started, never stopped, its credentials never shown. */
record NamedServer(URI uri, String description) implements RedisServer {

    static ServerKind at(URI uri) {
        String shown = Masked.uri(uri.toString());
        return () -> new NamedServer(uri, ServerVersion.of(uri, "the server at " + shown) + " (" + shown + ")");
    }

    @Override
    public boolean isOwned() {
        return false;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return description;
    }
}
