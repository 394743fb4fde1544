// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that was started for the tests. Closing it stops the server. */
final class OwnedServer implements RedisServer {

    private final URI uri;
    private final ServerVersion version;
    private final String startedBy;
    private final Runnable stop;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OwnedServer(URI uri, ServerVersion version, String startedBy, Runnable stop) {
        this.uri = uri;
        this.version = version;
        this.startedBy = startedBy;
        this.stop = stop;
    }

    /** Checks the version of a server that was just started. Stops the server if it is refused. */
    static RedisServer check(URI uri, String startedBy, Runnable stop) throws NoServerException {
        try {
            return new OwnedServer(uri, ServerVersion.of(uri, startedBy), startedBy, stop);
        } catch (NoServerException | RuntimeException e) {
            stop.run();
            throw e;
        }
    }

    static RedisServer of(ServerSetup setup, String binary) {
        return new OwnedServer(setup.uri(), setup.version(), binary + ", " + setup.description(), setup::stop);
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String description() {
        return version + " (" + startedBy + ")";
    }

    @Override
    public Map<String, String> details() {
        return version.details(startedBy);
    }

    @Override
    public boolean isOwned() {
        return true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop.run();
        }
    }

    @Override
    public String toString() {
        return description();
    }
}
