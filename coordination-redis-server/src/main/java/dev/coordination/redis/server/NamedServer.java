// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Map;

/** A running server that the user named. It is never started or stopped, and its credentials are never shown. */
record NamedServer(URI uri, ServerVersion version, String shown) implements RedisServer {

    static ServerSource at(URI uri) {
        String shown = MaskedUri.of(uri.toString());
        return () -> new NamedServer(uri, ServerVersion.of(uri, "the server at " + shown), shown);
    }

    @Override
    public String description() {
        return version + " (" + shown + ")";
    }

    @Override
    public Map<String, String> details() {
        return version.details("named: " + shown);
    }

    @Override
    public boolean isOwned() {
        return false;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return description();
    }
}
